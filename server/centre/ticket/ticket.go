package ticket

import (
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// Ticket is a case to solve.
type Ticket struct {
	ID              centre.TicketID  `json:"id"`
	Number          int64            `json:"number"`
	Subject         string           `json:"subject"`
	State           State            `json:"state" enum:"new,open,pending,on_hold,solved,closed,merged,spam,cancelled"`
	Priority        int              `json:"priority" doc:"1 is the most urgent, 5 the least"`
	Category        string           `json:"category"`
	Resolution      string           `json:"resolution"`
	Queue           routing.Named    `json:"queue"`
	Customer        routing.Who      `json:"customer"`
	Assignee        *routing.Named   `json:"assignee"`
	ContactID       centre.ContactID `json:"contact_id,omitempty" doc:"the contact that left it behind"`
	Follows         centre.TicketID  `json:"follows,omitempty" doc:"the closed ticket that it goes on with"`
	Custom          field.Values     `json:"custom"`
	FirstReplyDueAt *time.Time       `json:"first_reply_due_at"`
	FirstReplyAt    *time.Time       `json:"first_reply_at"`
	ResolveDueAt    *time.Time       `json:"resolve_due_at" doc:"null while the clock stands still"`
	CreatedAt       time.Time        `json:"created_at"`
	UpdatedAt       time.Time        `json:"updated_at"`
	SolvedAt        *time.Time       `json:"solved_at"`
	Version         int              `json:"version"`

	Clock Clock `json:"-"`
}

// Comment is what was said about a ticket.
type Comment struct {
	ID       string          `json:"id"`
	TicketID centre.TicketID `json:"ticket_id"`
	At       time.Time       `json:"at"`
	From     Author          `json:"from"`
	Text     string          `json:"text"`
	Internal bool            `json:"internal" doc:"for colleagues only"`
}

// Author is who wrote a comment.
type Author struct {
	Kind Side   `json:"kind" enum:"customer,agent,system"`
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Side is whose words a comment holds.
type Side string

// The sides.
const (
	FromCustomer Side = "customer"
	FromAgent    Side = "agent"
	FromSystem   Side = "system"
)

// The longest texts, in characters.
const (
	longestSubject = 200
	longestText    = 20_000
	longestCode    = 80
)

// Draft is a ticket that somebody wants to open.
type Draft struct {
	Subject    string
	Priority   int // 0: by the customer's tier
	Category   string
	QueueID    centre.QueueID
	CustomerID centre.CustomerID
	AssigneeID centre.AgentID
	ContactID  centre.ContactID
	Follows    centre.TicketID
	Custom     field.Values
	Text       string // the first comment, empty for none
	From       Side   // whose words Text is
}

func (d Draft) check() error {
	var wrong []centre.FieldFault
	checkText(&wrong, "subject", d.Subject, 1, longestSubject)
	checkText(&wrong, "category", d.Category, 0, longestCode)
	checkText(&wrong, "text", d.Text, 0, longestText)
	if d.Priority < 0 || d.Priority > 5 {
		wrong = append(wrong, centre.FieldFault{Field: "priority", Message: "must be 1 (most urgent) to 5"})
	}
	if d.QueueID == "" {
		wrong = append(wrong, centre.FieldFault{Field: "queue_id", Message: "is needed"})
	}
	if d.CustomerID == "" {
		wrong = append(wrong, centre.FieldFault{Field: "customer_id", Message: "is needed"})
	}
	return centre.InvalidFields(wrong)
}

// Edit is what may be changed about a ticket; nil leaves a thing as it is.
type Edit struct {
	Version    int // as last seen
	Subject    *string
	State      *State
	Priority   *int
	Category   *string
	Resolution *string
	QueueID    *centre.QueueID
	AssigneeID *centre.AgentID // empty: nobody
	Custom     field.Values    // null takes a value away
}

func (e Edit) check() error {
	var wrong []centre.FieldFault
	if e.Subject != nil {
		checkText(&wrong, "subject", *e.Subject, 1, longestSubject)
	}
	if e.Category != nil {
		checkText(&wrong, "category", *e.Category, 0, longestCode)
	}
	if e.Resolution != nil {
		checkText(&wrong, "resolution", *e.Resolution, 0, longestCode)
	}
	if e.Priority != nil && (*e.Priority < 1 || *e.Priority > 5) {
		wrong = append(wrong, centre.FieldFault{Field: "priority", Message: "must be 1 (most urgent) to 5"})
	}
	if e.State != nil && *e.State == Closed {
		wrong = append(wrong, centre.FieldFault{Field: "state", Message: "closes by itself, seven days after the ticket is solved"})
	}
	return centre.InvalidFields(wrong)
}

// apply changes the ticket; what is solved takes its category and resolution
// from the same edit.
func (e Edit) apply(t *Ticket, custom field.Values, now time.Time) error {
	centre.Set(&t.Subject, e.Subject)
	centre.Set(&t.Priority, e.Priority)
	centre.Set(&t.Category, e.Category)
	centre.Set(&t.Resolution, e.Resolution)
	if e.QueueID != nil {
		t.Queue = routing.Named{ID: string(*e.QueueID)}
	}
	if e.AssigneeID != nil {
		t.assign(*e.AssigneeID)
	}
	t.Custom = custom
	if e.State != nil {
		return t.move(*e.State, now)
	}
	return nil
}

// assign gives the ticket to an agent; to nobody when id is empty.
func (t *Ticket) assign(id centre.AgentID) {
	if t.Assignee = nil; id != "" {
		t.Assignee = &routing.Named{ID: string(id)}
	}
}

// assignee is the agent who has the ticket; empty if nobody.
func (t *Ticket) assignee() centre.AgentID {
	if t.Assignee == nil {
		return ""
	}
	return centre.AgentID(t.Assignee.ID)
}

// Remark is a comment that somebody wants to make.
type Remark struct {
	Text     string
	Internal bool
	From     Side // whose words they are; empty: the agent's own
	State    State
}

func (r Remark) check() error {
	var wrong []centre.FieldFault
	checkText(&wrong, "text", r.Text, 1, longestText)
	if r.From == FromCustomer && r.Internal {
		wrong = append(wrong, centre.FieldFault{Field: "internal", Message: "must be false for the customer's own words"})
	}
	if r.State == Closed {
		wrong = append(wrong, centre.FieldFault{Field: "state", Message: "closes by itself, seven days after the ticket is solved"})
	}
	return centre.InvalidFields(wrong)
}

func checkText(wrong *[]centre.FieldFault, field, text string, shortest, longest int) {
	switch n := utf8.RuneCountInString(text); {
	case shortest > 0 && strings.TrimSpace(text) == "":
		*wrong = append(*wrong, centre.FieldFault{Field: field, Message: "is needed"})
	case n > longest:
		*wrong = append(*wrong, centre.FieldFault{Field: field, Message: "is too long"})
	}
}
