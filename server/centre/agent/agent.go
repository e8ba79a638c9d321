package agent

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"switchboard/server/centre"
)

// Agent is a person who works here, whatever their role.
type Agent struct {
	ID        centre.AgentID `json:"id"`
	SiteID    centre.SiteID  `json:"site_id"`
	TeamID    *centre.TeamID `json:"team_id"`
	Email     string         `json:"email"`
	Name      string         `json:"name"`
	Role      Role           `json:"role" enum:"agent,supervisor,admin"`
	Locale    string         `json:"locale"`
	Active    bool           `json:"active" doc:"false: cannot sign in and is offered nothing"`
	Skills    []Level        `json:"skills"`
	CreatedAt time.Time      `json:"created_at"`
	Version   int            `json:"version"`
}

// Level is how good an agent is at something.
type Level struct {
	SkillID centre.SkillID `json:"skill_id" format:"uuid"`
	Level   int            `json:"level" minimum:"1" maximum:"10" doc:"1 beginner … 10 expert"`
}

// Ref is a thing by its id, with the name to show.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Profile is a signed-in person as their own screen shows them.
type Profile struct {
	ID     centre.AgentID `json:"id"`
	Name   string         `json:"name"`
	Email  string         `json:"email"`
	Role   Role           `json:"role" enum:"agent,supervisor,admin"`
	Team   *Ref           `json:"team"`
	Site   *Ref           `json:"site"`
	Locale string         `json:"locale"`
}

// Change is what is to become different about an agent; nil leaves a field.
type Change struct {
	SiteID  *centre.SiteID
	TeamID  *centre.TeamID // empty: no team
	Email   *string
	Name    *string
	Role    *Role
	Locale  *string
	Active  *bool
	Version int // as the editor saw it
}

func (a *Agent) apply(c Change) error {
	if a.Version != c.Version {
		return centre.Raced("version_conflict", "somebody changed this person meanwhile", *a)
	}
	centre.Set(&a.SiteID, c.SiteID)
	centre.Set(&a.Email, c.Email)
	centre.Set(&a.Name, c.Name)
	centre.Set(&a.Role, c.Role)
	centre.Set(&a.Locale, c.Locale)
	centre.Set(&a.Active, c.Active)
	if c.TeamID != nil {
		if a.TeamID = c.TeamID; *c.TeamID == "" {
			a.TeamID = nil
		}
	}
	return a.check()
}

// check tidies an agent and names every field that is wrong.
func (a *Agent) check() error {
	a.Email, a.Name = strings.TrimSpace(a.Email), strings.TrimSpace(a.Name)
	if a.Locale == "" {
		a.Locale = "en"
	}
	var wrong centre.Faults
	wrong.Text("name", a.Name, 1, 100)
	wrong.Unless(plainAddress(a.Email), "email", "must be an e-mail address")
	wrong.Unless(slices.Contains(Roles, a.Role), "role", "must be agent, supervisor or admin")
	wrong.Unless(a.SiteID != "", "site_id", "must be given")
	wrong.Unless(len(a.Locale) <= 35, "locale", "must be a language such as en or de-CH")
	return wrong.Err("this person")
}

// plainAddress reports whether text is an address alone, without a name.
func plainAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && len(text) <= 254
}

// checkLevels names every level that is wrong.
func checkLevels(levels []Level) error {
	var wrong centre.Faults
	seen := map[centre.SkillID]bool{}
	for i, l := range levels {
		wrong.Unless(l.Level >= 1 && l.Level <= 10, fmt.Sprintf("[%d].level", i), "must be 1 to 10")
		wrong.Unless(!seen[l.SkillID], fmt.Sprintf("[%d].skill_id", i), "stands here twice")
		seen[l.SkillID] = true
	}
	return wrong.Err("these skills")
}

// mayManage reports whether the caller may create or change such a person: an
// admin anybody, a supervisor the agents of their own site.
func (c Caller) mayManage(a Agent) error {
	if err := c.Reaches(a.SiteID); err != nil {
		return err
	}
	if c.Role != RoleAdmin && a.Role != RoleAgent {
		return &centre.Fault{Kind: centre.Forbidden, Code: "no_permission", Message: "only an admin manages supervisors and admins"}
	}
	return nil
}
