package chat

import (
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
)

// MaxText is how many characters a message may have.
const MaxText = 8000

// Side is one end of a conversation.
type Side string

// The sides.
const (
	Customer Side = "customer"
	Agent    Side = "agent"
	Machine  Side = "system"
)

// Party is who wrote a message.
type Party struct {
	Kind Side   `json:"kind" enum:"customer,agent,system"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
}

// Message is one thing said.
type Message struct {
	ID          string           `json:"id"`
	ContactID   centre.ContactID `json:"contact_id"`
	QueueID     centre.QueueID   `json:"-"`   // whose work it is; known to MessagesByID
	Seq         int              `json:"seq"` // from 1, without gaps
	At          time.Time        `json:"at"`
	From        Party            `json:"from"`
	Text        string           `json:"text"`
	Internal    bool             `json:"internal"`
	ClientID    string           `json:"client_id,omitempty"`
	Attachments []Attachment     `json:"attachments"`
	Delivered   bool             `json:"delivered"`
	Read        bool             `json:"read"`
}

// Attachment is a file that a message carries.
type Attachment struct {
	ID   centre.AttachmentID `json:"id"`
	Name string              `json:"name"`
	MIME string              `json:"mime"`
	Size int64               `json:"size"` // bytes
}

// Visit is a browser that came to chat.
type Visit struct {
	VisitorID  centre.VisitorID  `json:"visitor_id"`
	CustomerID centre.CustomerID `json:"customer_id"`
	ContactID  centre.ContactID  `json:"contact_id,omitempty"` // of the conversation that is open, or was last
}

// Chat is a conversation as it stands.
type Chat struct {
	ContactID         centre.ContactID
	VisitorID         centre.VisitorID
	CustomerID        centre.CustomerID
	CustomerName      string         // empty if they never said
	AgentID           centre.AgentID // who has it now; empty while it waits
	Closed            bool
	LastSeq           int
	CustomerDelivered int
	CustomerRead      int
	AgentDelivered    int
	AgentRead         int
	Version           int
	Silence           Silence
	Language          string // that the customer reads, by its BCP 47 tag; empty: not known
}

// Conversation is what a visitor's screen shows.
type Conversation struct {
	ContactID centre.ContactID `json:"contact_id"`
	State     routing.State    `json:"state" enum:"queued,offered,active,parked,wrap_up,deferred,completed,abandoned,ended,expired,cancelled"` // of the work item
	OpensAt   *time.Time       `json:"opens_at"`                                                                                               // when it is deferred: as far as is known
	AgentName string           `json:"agent_name"`
	Rating    *int             `json:"rating"`
	Messages  []Message        `json:"messages"` // the last ones
	Earlier   *string          `json:"earlier"`  // the cursor of those before; nil when these are all
}

// Stretch is a part of what was said: of the messages between two others the last ones.
type Stretch struct {
	After    int // a seq; 0: from the beginning
	Before   int // a seq; 0: to the end
	Limit    int
	Internal bool // with the notes for colleagues
}

// Opening is how a visitor begins.
type Opening struct {
	Name     string
	Email    string
	QueueID  centre.QueueID // empty: the first that is offered to the public
	Text     string
	ClientID string // of the first message
	Language string // that they read, by its BCP 47 tag; empty: not known
	Page     *contact.Page
}

// Saying is a message that somebody sends.
type Saying struct {
	ClientID    string // the sender's own; repeated when they are not sure
	Text        string
	Attachments []centre.AttachmentID
	Internal    bool // for colleagues only
}

func (s Saying) validate() error {
	s.Text = strings.TrimSpace(s.Text)
	switch {
	case s.ClientID == "" || len(s.ClientID) > 64:
		return centre.Field("client_id", "must have 1 to 64 characters")
	case s.Text == "" && len(s.Attachments) == 0:
		return centre.Field("text", "say something")
	case !utf8.ValidString(s.Text) || strings.ContainsRune(s.Text, 0):
		return centre.Field("text", "is not valid text")
	case utf8.RuneCountInString(s.Text) > MaxText:
		return centre.Field("text", "is longer than %d characters", MaxText)
	}
	return nil
}

// errClosed refuses what is said too late.
var errClosed = &centre.Fault{Kind: centre.Conflict, Code: "closed", Message: "this conversation has ended"}

// customer is the customer as they speak in it.
func (c *Chat) customer() Party {
	return Party{Kind: Customer, ID: string(c.CustomerID), Name: c.CustomerName}
}

// say adds a message to the conversation.
func (c *Chat) say(from Party, s Saying, now time.Time) (Message, error) {
	if c.Closed {
		return Message{}, errClosed
	}
	c.LastSeq++
	switch {
	case from.Kind == Customer:
		c.CustomerRead, c.CustomerDelivered = c.LastSeq, c.LastSeq
		c.Silence.broken()
	case from.Kind == Agent && from.ID == string(c.AgentID): // a colleague's note says nothing of what its agent read
		c.AgentRead, c.AgentDelivered = c.LastSeq, c.LastSeq
		if !s.Internal {
			c.Silence.begins(now)
		}
	}
	return Message{
		ID: centre.NewID[string](), ContactID: c.ContactID, Seq: c.LastSeq, At: now, From: from,
		Text: strings.TrimSpace(s.Text), Internal: s.Internal, ClientID: s.ClientID, Attachments: []Attachment{},
	}, nil
}

// note raises how far a side got; false when it was there already.
func (c *Chat) note(side Side, read bool, seq int) bool {
	seq = min(seq, c.LastSeq)
	delivered, seen := &c.CustomerDelivered, &c.CustomerRead
	if side == Agent {
		delivered, seen = &c.AgentDelivered, &c.AgentRead
	}
	changed := false
	if seq > *delivered {
		*delivered, changed = seq, true
	}
	if read && seq > *seen {
		*seen, changed = seq, true
	}
	return changed
}

// topics are the screens that see what is said; a visitor sees no internal note.
func (c *Chat) topics(internal bool) []string {
	t := []string{"contact:" + string(c.ContactID)}
	if c.AgentID != "" {
		t = append(t, "agent:"+string(c.AgentID))
	}
	if !internal {
		t = append(t, "visitor:"+string(c.VisitorID))
	}
	return t
}

func (c *Chat) said(m *Message, by centre.Actor) centre.Event {
	return centre.Event{
		At: m.At, Kind: "message.sent", Actor: by,
		Subject: centre.Subject{Kind: "message", ID: m.ID},
		Topics:  c.topics(m.Internal),
		Data:    centre.Data{"contact_id": c.ContactID, "seq": m.Seq, "from": m.From.Kind, "internal": m.Internal},
	}
}
