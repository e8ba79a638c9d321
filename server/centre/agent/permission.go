package agent

import (
	"cmp"

	"switchboard/server/centre"
)

// Role is what a person is here for.
type Role string

// The roles.
const (
	RoleAgent      Role = "agent"
	RoleSupervisor Role = "supervisor"
	RoleAdmin      Role = "admin"
)

// Roles are all roles, those with the fewest permissions first.
var Roles = []Role{RoleAgent, RoleSupervisor, RoleAdmin}

// Permission is leave to do one kind of thing. Every operation of a door names
// the one that it needs.
type Permission string

// What can be permitted.
const (
	Anyone   Permission = "anyone"    // no sign-in at all
	SignedIn Permission = "signed_in" // whoever they are

	Work           Permission = "work" // be offered contacts and serve them
	ReadCustomers  Permission = "customers.read"
	WriteCustomers Permission = "customers.write"
	MergeCustomers Permission = "customers.merge" // and undo it
	ReadContacts   Permission = "contacts.read"
	WriteContacts  Permission = "contacts.write"
	ReadTickets    Permission = "tickets.read"
	WriteTickets   Permission = "tickets.write"
	ReadCallbacks  Permission = "callbacks.read"
	WriteCallbacks Permission = "callbacks.write"
	ReportCalls    Permission = "calls.report" // an external telephone system tells of its calls
	ReadBoard      Permission = "board.read"
	WriteBlocks    Permission = "blocks.write" // keep agents and customers apart, and know who is
	DirectWork     Permission = "work.direct"  // give waiting work to somebody out of its turn, or move it in its line
	ReadPeople     Permission = "people.read"
	WritePeople    Permission = "people.write"
	ReadConfig     Permission = "config.read"
	WriteQueues    Permission = "queues.write"
	SwitchSurge    Permission = "queues.surge" // say that more comes to a queue than it can serve, for a while
	WriteTeams     Permission = "teams.write"
	WriteConfig    Permission = "config.write" // sites, skills, calendars, custom fields
	WriteTokens    Permission = "tokens.write"
	ReadJournal    Permission = "journal.read"
)

// by is the table: what each role may do. Those above also have what those
// below have.
var by = map[Role][]Permission{
	RoleAgent: {
		SignedIn, Work,
		ReadCustomers, WriteCustomers, MergeCustomers, ReadContacts, WriteContacts,
		ReadTickets, WriteTickets, ReadCallbacks, WriteCallbacks,
		ReadPeople, ReadConfig,
	},
	RoleSupervisor: {
		ReportCalls, ReadBoard, DirectWork, WriteBlocks, WritePeople, WriteQueues, SwitchSurge, WriteTeams,
	},
	RoleAdmin: {
		WriteConfig, WriteTokens, ReadJournal,
	},
}

// Permissions gives all that a role may do, in the table's order.
func (r Role) Permissions() []Permission {
	var all []Permission
	for _, role := range Roles {
		all = append(all, by[role]...)
		if role == r {
			return all
		}
	}
	return nil
}

// May reports whether the role has the permission.
func (r Role) May(p Permission) bool {
	if p == Anyone {
		return true
	}
	for _, have := range r.Permissions() {
		if have == p {
			return true
		}
	}
	return false
}

// Caller is the person for whom a request is made, by session or by token. The
// zero Caller is nobody.
type Caller struct {
	ID    centre.AgentID
	Actor centre.Actor
	Role  Role
	Site  centre.SiteID
	Team  centre.TeamID // empty for none
}

// May refuses, as Forbidden, what the caller's role has no leave for.
func (c Caller) May(p Permission) error {
	switch {
	case c.Role.May(p):
		return nil
	case c.ID == "":
		return centre.Faultf(centre.Unauthenticated, "sign in first")
	}
	return &centre.Fault{Kind: centre.Forbidden, Code: "no_permission", Message: "your role (" + string(c.Role) + ") has no permission " + string(p)}
}

// Everywhere reports whether the caller reaches every site; scope.go says what
// the others reach.
func (c Caller) Everywhere() bool { return c.Role == RoleAdmin }

// BoardSite gives whose board it is that a caller asks for: a site's that they
// reach; asked for none, their own, an admin everybody's, which is empty.
func (c Caller) BoardSite(asked centre.SiteID) (centre.SiteID, error) {
	if asked == "" && c.Everywhere() {
		return "", nil
	}
	site := cmp.Or(asked, c.Site)
	return site, c.Reaches(site)
}

// Reaches refuses, as Forbidden, to write to a site that is not the caller's; an
// admin reaches every site.
func (c Caller) Reaches(site centre.SiteID) error {
	if c.Everywhere() || c.Site != "" && c.Site == site {
		return nil
	}
	return &centre.Fault{Kind: centre.Forbidden, Code: "other_site", Message: "this belongs to another site"}
}
