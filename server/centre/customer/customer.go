package customer

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
)

// Kind says whether a customer is a human being.
type Kind string

// The kinds of customers.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
)

// Consent is one answer: may we?
type Consent string

// The answers; no answer is Unknown.
const (
	Yes     Consent = "yes"
	No      Consent = "no"
	Unknown Consent = "unknown"
)

// Consents are the answers by what was asked for.
type Consents struct {
	Calls     Consent `json:"calls" enum:"yes,no,unknown"`
	Email     Consent `json:"email" enum:"yes,no,unknown"`
	SMS       Consent `json:"sms" enum:"yes,no,unknown"`
	Recording Consent `json:"recording" enum:"yes,no,unknown"`
}

// Customer is somebody we serve.
type Customer struct {
	ID centre.CustomerID `json:"id"`
	Profile
	Identities []Identity         `json:"identities"`
	Links      []Link             `json:"links"`
	MergedInto *centre.CustomerID `json:"merged_into"`
	CreatedAt  time.Time          `json:"created_at"`
	Version    int                `json:"version"`
}

// Profile is what we know about a customer.
type Profile struct {
	SiteID      *centre.SiteID    `json:"site_id"`
	Kind        Kind              `json:"kind" enum:"person,organisation"`
	Name        string            `json:"name"`
	Tier        string            `json:"tier" enum:"A,B,C"`
	Language    string            `json:"language" doc:"BCP 47, such as en-US; empty when unknown"`
	Zone        string            `json:"zone" doc:"IANA zone; empty when unknown"`
	Needs       []string          `json:"needs" doc:"what an agent must know, such as 'hard of hearing: chat'"`
	Preferences map[string]string `json:"preferences"`
	Consent     Consents          `json:"consent"`
	Custom      field.Values      `json:"custom"`
}

// Ref names a customer.
type Ref struct {
	ID   centre.CustomerID `json:"id"`
	Name string            `json:"name"`
}

// LinkID names a link.
type LinkID string

// Link is a person's place in an organisation, seen from one of the two: the
// other is named. Whoever reaches the one is told the other's name, since that is
// part of who the one is; the other's record stays out of their reach.
type Link struct {
	ID           LinkID `json:"id"`
	Person       *Ref   `json:"person,omitempty"`
	Organisation *Ref   `json:"organisation,omitempty"`
	Role         string `json:"role"`
	Since        string `json:"since" format:"date"`
}

// Anonymous reports whether c is no more than browsers and what was typed there
// without proof: such a record may be merged into a known one without anybody
// losing theirs.
func (c Customer) Anonymous() bool {
	browsers := 0
	for _, i := range c.Identities {
		switch {
		case i.Kind == VisitorID:
			browsers++
		case i.Kind == ExternalID || i.Verified:
			return false
		}
	}
	return browsers > 0 && c.Kind == Person && len(c.Links) == 0
}

// ref names c.
func (c Customer) ref() Ref { return Ref{ID: c.ID, Name: c.Name} }
