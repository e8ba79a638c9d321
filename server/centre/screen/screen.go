package screen

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
)

// Screen is what an agent sees of a customer.
type Screen struct {
	Customer       Subject             `json:"customer"`
	Organisation   *Organisation       `json:"organisation"`
	Identities     []customer.Identity `json:"identities"`
	Contacts       []PastContact       `json:"contacts" doc:"the newest, without the one that is offered"`
	Tickets        []OpenTicket        `json:"tickets" doc:"open, the most urgent first"`
	Promises       []Promise           `json:"promises" doc:"callbacks not yet kept, the next first"`
	Consent        customer.Consents   `json:"consent"`
	Page           *OpenPage           `json:"page"`
	Fields         []Shown             `json:"fields" doc:"the company's own fields that are marked to be shown while work rings"`
	SuggestedMatch *Match              `json:"suggested_match" doc:"who this may be, told without proof"`
	Why            *Reason             `json:"why"`
	Version        int                 `json:"version" doc:"of the customer"`
}

// Subject is the customer whom the screen is about.
type Subject struct {
	ID          centre.CustomerID `json:"id"`
	Name        string            `json:"name"`
	Kind        customer.Kind     `json:"kind" enum:"person,organisation"`
	Tier        string            `json:"tier" enum:"A,B,C"`
	Language    string            `json:"language"`
	Zone        string            `json:"zone"`
	LocalOffset *int              `json:"local_time_offset_min" doc:"minutes from UTC where the customer is; null when unknown"`
	Needs       []string          `json:"needs"`
	Since       time.Time         `json:"since"`
	Custom      field.Values      `json:"custom"`
}

// Organisation is where the customer belongs, by the newest link.
type Organisation struct {
	ID    centre.CustomerID `json:"id"`
	Name  string            `json:"name"`
	Role  string            `json:"role"`
	Since string            `json:"since" format:"date"`
}

// PastContact is an earlier moment of truth.
type PastContact struct {
	ID          centre.ContactID `json:"id"`
	Channel     string           `json:"channel" enum:"call,chat,ticket,email,social,callback,walkin"`
	Direction   string           `json:"direction" enum:"in,out"`
	OpenedAt    time.Time        `json:"opened_at"`
	Subject     string           `json:"subject"`
	Queue       string           `json:"queue"`
	Agent       string           `json:"agent"`
	Disposition string           `json:"disposition"`
	Rating      *int             `json:"rating"`
}

// OpenTicket is a case not yet solved.
type OpenTicket struct {
	ID       centre.TicketID `json:"id"`
	Number   int64           `json:"number"`
	Subject  string          `json:"subject"`
	State    string          `json:"state" enum:"new,open,pending,on_hold,solved,closed,merged,spam,cancelled"`
	Priority int             `json:"priority"`
	DueAt    *time.Time      `json:"due_at" doc:"of the first reply while there is none, then of the solution"`
}

// Promise is a callback not yet kept.
type Promise struct {
	CallbackID centre.CallbackID `json:"callback_id"`
	DueAt      time.Time         `json:"due_at"`
	Zone       string            `json:"zone"`
	State      string            `json:"state" enum:"scheduled,due,offered,dialing,kept,moved,broken,cancelled"`
	Owner      string            `json:"owner"`
	Topic      string            `json:"topic"`
}

// OpenPage is where on our site the visitor is; known only with their consent.
type OpenPage struct {
	URL      string `json:"url"`
	Title    string `json:"title"`
	Referrer string `json:"referrer"`
}

// Shown is one of the company's own fields of the customer, or of the contact or ticket
// in hand.
type Shown struct {
	Entity field.Entity `json:"entity" enum:"customer,contact,ticket"`
	Key    string       `json:"key"`
	Label  string       `json:"label"`
	Value  any          `json:"value" doc:"a text, number or boolean"`
}

// Match is another customer who may be the same.
type Match struct {
	ID   centre.CustomerID     `json:"id"`
	Name string                `json:"name"`
	Tier string                `json:"tier" enum:"A,B,C"`
	By   customer.IdentityKind `json:"by" doc:"what both say they are known by"`
}

// Reason says why this agent was chosen.
type Reason struct {
	Text string `json:"text"`
}
