package centre

import "github.com/google/uuid"

// Identities are UUIDv7 in their canonical text form, made by the application,
// so that an id is known before its row is written and ids sort by age.
type (
	SiteID        string // SiteID names a branch of the company.
	TeamID        string // TeamID names a group of agents.
	AgentID       string // AgentID names a person who signs in: agent, supervisor or admin.
	SkillID       string // SkillID names something an agent can be good at.
	CalendarID    string // CalendarID names opening hours.
	QueueID       string // QueueID names a line of waiting work.
	DispositionID string // DispositionID names a way a contact can end.
	CustomerID    string // CustomerID names a person or an organisation we serve.
	VisitorID     string // VisitorID names a browser that chats.
	ContactID     string // ContactID names one interaction on one channel.
	TicketID      string // TicketID names a case to solve.
	CallbackID    string // CallbackID names a promise to call.
	PermitID      string // PermitID names a leave to dial.
	ItemID        string // ItemID names a piece of work that waits for an agent.
	OfferID       string // OfferID names an item reserved for one agent.
	AttachmentID  string // AttachmentID names a stored file.
	NodeID        string // NodeID names a running process.
)

// NewID makes a fresh identity of the type asked for.
func NewID[T ~string]() T {
	return T(uuid.Must(uuid.NewV7()).String())
}
