package chat

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
)

// stickyFor is how long after a chat its customer goes back to the same agent first.
const stickyFor = 15 * time.Minute

// Service is the use cases of a conversation.
type Service struct {
	tx       centre.Transactor[Store]
	reader   Reader
	clock    centre.Clock
	routing  *routing.Service
	identify Identify
	rejoin   contact.Rejoin
}

// Identify notes what a visitor says of themselves; it gives the customer that they are
// from then on.
type Identify func(ctx context.Context, w Store, id centre.CustomerID, name, email string, now time.Time) (centre.CustomerID, error)

// New makes the service.
func New(tx centre.Transactor[Store], reader Reader, clock centre.Clock, r *routing.Service, identify Identify, rejoin contact.Rejoin) *Service {
	return &Service{tx: tx, reader: reader, clock: clock, routing: r, identify: identify, rejoin: rejoin}
}

// NewVisit welcomes a browser that was never here; only the token's hash is kept.
func (s *Service) NewVisit(ctx context.Context) (v Visit, token string, err error) {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return v, "", err
	}
	token = base64.RawURLEncoding.EncodeToString(secret)
	v = Visit{VisitorID: centre.NewID[centre.VisitorID](), CustomerID: centre.NewID[centre.CustomerID]()}
	err = s.tx.Do(ctx, func(w Store) error { return w.AddVisitor(ctx, v, hash(token), s.clock()) })
	return v, token, err
}

// Visit recognises a browser by its token.
func (s *Service) Visit(ctx context.Context, token string) (Visit, error) {
	v, err := s.reader.VisitByToken(ctx, hash(token))
	if centre.IsKind(err, centre.NotFound) {
		return v, centre.Faultf(centre.Unauthenticated, "this visit is not known")
	}
	return v, err
}

func hash(token string) []byte {
	h := sha256.Sum256([]byte(token))
	return h[:]
}

// Start begins a conversation with its first message, or goes on with the one that is
// open: asking twice begins one.
func (s *Service) Start(ctx context.Context, id centre.VisitorID, o Opening) (Conversation, Message, error) {
	first := Saying{ClientID: o.ClientID, Text: o.Text}
	if err := first.validate(); err != nil {
		return Conversation{}, Message{}, err
	}
	var m Message
	err := s.tx.Do(ctx, func(w Store) error {
		now := s.clock()
		customer, tier, err := w.VisitorCustomer(ctx, id)
		if err != nil {
			return err
		}
		if m, err = w.SentByVisitor(ctx, id, o.ClientID); err == nil || !centre.IsKind(err, centre.NotFound) {
			return err // said before, and not heard that it arrived
		}
		open, err := w.LockOpenChat(ctx, id)
		if err == nil {
			m, err = s.say(ctx, w, open, first, centre.Visitor(id), now)
			return err
		}
		if !centre.IsKind(err, centre.NotFound) {
			return err
		}
		c, came, err := s.begin(ctx, w, id, customer, tier, o, now)
		if err != nil {
			return err
		}
		if m, err = s.greet(ctx, w, &c, first, now); err != nil {
			return err
		}
		return s.suggest(ctx, w, &c, came, now)
	})
	if err != nil {
		return Conversation{}, m, err
	}
	c, err := s.Conversation(ctx, m.ContactID)
	return c, m, err
}

// begin opens a conversation, which nobody else can know of yet.
func (s *Service) begin(ctx context.Context, w Store, id centre.VisitorID, customer centre.CustomerID, tier string, o Opening, now time.Time) (Chat, routing.Item, error) {
	queue, err := w.PublicQueue(ctx, o.QueueID)
	if err != nil {
		return Chat{}, routing.Item{}, err
	}
	last, err := w.LastAgentOf(ctx, customer, now.Add(-stickyFor))
	if err != nil {
		return Chat{}, routing.Item{}, err
	}
	k, it, err := contact.Open(ctx, w, centre.Visitor(id), contact.Opening{
		Channel: routing.Chat, CustomerID: customer, Tier: tier, QueueID: queue, Subject: firstWords(o.Text), Page: o.Page, Preferred: last,
	}, s.rejoin, now)
	if err != nil {
		return Chat{}, it, err
	}
	if o.Name != "" || o.Email != "" {
		if _, err := s.identify(ctx, w, customer, o.Name, o.Email, now); err != nil {
			return Chat{}, it, err
		}
	}
	c := Chat{ContactID: k.ID, VisitorID: id, Language: o.Language}
	return c, it, w.AddChat(ctx, &c)
}

// firstWords is what a list shows of a conversation.
func firstWords(text string) string {
	runes := []rune(text)
	if len(runes) > 120 {
		return string(runes[:119]) + "…"
	}
	return text
}

// Say adds what a visitor says to their open conversation.
func (s *Service) Say(ctx context.Context, id centre.VisitorID, what Saying) (Message, error) {
	if err := what.validate(); err != nil {
		return Message{}, err
	}
	what.Internal = false
	var m Message
	err := s.tx.Do(ctx, func(w Store) error {
		open, err := w.LockOpenChat(ctx, id)
		if centre.IsKind(err, centre.NotFound) {
			m, err = w.SentByVisitor(ctx, id, what.ClientID)
			if centre.IsKind(err, centre.NotFound) {
				err = errClosed
			}
			return err
		}
		if err != nil {
			return err
		}
		m, err = s.say(ctx, w, open, what, centre.Visitor(id), s.clock())
		return err
	})
	return m, err
}

// Reply adds what an agent says, to the customer or, as an internal note, to colleagues.
// Only who has the conversation speaks to the customer.
func (s *Service) Reply(ctx context.Context, agent centre.AgentID, id centre.ContactID, what Saying) (Message, error) {
	if err := what.validate(); err != nil {
		return Message{}, err
	}
	var m Message
	err := s.tx.Do(ctx, func(w Store) error {
		c, err := w.LockChat(ctx, id)
		if err != nil {
			return err
		}
		m, err = s.say(ctx, w, c, what, centre.Agent(agent), s.clock())
		return err
	})
	return m, err
}

// say stores a message in a locked conversation, once, whoever's it is, however often it comes.
func (s *Service) say(ctx context.Context, w Store, c Chat, what Saying, by centre.Actor, now time.Time) (Message, error) {
	from, err := s.party(ctx, w, c, by, what.Internal)
	if err != nil {
		return Message{}, err
	}
	sent, err := w.SentMessage(ctx, c.ContactID, from.Kind, what.ClientID)
	if err == nil || !centre.IsKind(err, centre.NotFound) {
		return sent, err
	}
	m, err := c.say(from, what, now)
	if err != nil {
		return m, err
	}
	return m, s.keep(ctx, w, &c, &m, what.Attachments, by)
}

// greet stores the first message of a conversation that begins.
func (s *Service) greet(ctx context.Context, w Store, c *Chat, first Saying, now time.Time) (Message, error) {
	m, err := c.say(c.customer(), first, now)
	if err != nil {
		return m, err
	}
	return m, s.keep(ctx, w, c, &m, nil, centre.Visitor(c.VisitorID))
}

// keep stores what was just said.
func (s *Service) keep(ctx context.Context, w Store, c *Chat, m *Message, attachments []centre.AttachmentID, by centre.Actor) error {
	if err := w.AddMessage(ctx, m, attachments); err != nil {
		return err
	}
	if err := w.SaveChat(ctx, c, m); err != nil {
		return err
	}
	events := []centre.Event{c.said(m, by)}
	if c.Silence.planned {
		events = append(events, c.watched(m.At))
	}
	return w.Append(ctx, events...)
}

// party says who speaks, and whether they may.
func (s *Service) party(ctx context.Context, w Store, c Chat, by centre.Actor, internal bool) (Party, error) {
	if by.Kind == centre.ByVisitor {
		return c.customer(), nil
	}
	if !internal && c.AgentID != centre.AgentID(by.ID) {
		return Party{}, centre.Raced("not_yours", "somebody else has this conversation", map[string]any{"agent_id": c.AgentID})
	}
	name, err := w.AgentName(ctx, centre.AgentID(by.ID))
	return Party{Kind: Agent, ID: by.ID, Name: name}, err
}

// Progress notes how far one side got with a conversation: delivered, or read.
func (s *Service) Progress(ctx context.Context, by centre.Actor, id centre.ContactID, read bool, seq int) error {
	side := Agent
	if by.Kind == centre.ByVisitor {
		side = Customer
	}
	return s.tx.Do(ctx, func(w Store) error {
		c, err := w.LockChat(ctx, id)
		if err != nil {
			return err
		}
		if side == Customer && string(c.VisitorID) != by.ID || side == Agent && string(c.AgentID) != by.ID {
			return centre.Faultf(centre.Forbidden, "this conversation is not yours")
		}
		if !c.note(side, read, seq) {
			return nil
		}
		if err := w.SaveChat(ctx, &c, nil); err != nil {
			return err
		}
		now := s.clock()
		return w.Append(ctx, centre.Event{
			At: now, Kind: "message.read", Actor: by,
			Subject: centre.Subject{Kind: "chat", ID: string(id)}, Topics: c.topics(false),
			Data: centre.Data{
				"contact_id": id, "customer_delivered": c.CustomerDelivered, "customer_read": c.CustomerRead,
				"agent_delivered": c.AgentDelivered, "agent_read": c.AgentRead, "version": c.Version,
			},
		})
	})
}

// Leave ends the conversation from the visitor's side.
func (s *Service) Leave(ctx context.Context, id centre.VisitorID) error {
	return s.tx.Do(ctx, func(w Store) error {
		open, err := w.OpenChatOf(ctx, id)
		if centre.IsKind(err, centre.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return s.routing.Leave(ctx, w, centre.Visitor(id), open, s.clock())
	})
}

// maxOpinion bounds what a visitor says with a rating, in characters.
const maxOpinion = 2000

// Rate keeps what a visitor thought of a conversation: 1 to 5, once, and their own words
// whole.
func (s *Service) Rate(ctx context.Context, id centre.VisitorID, of centre.ContactID, score int, text string) error {
	if score < 1 || score > 5 {
		return centre.Field("score", "must be 1 to 5")
	}
	if utf8.RuneCountInString(text) > maxOpinion {
		return centre.Field("text", "must have %d characters at most", maxOpinion)
	}
	return s.visitors(ctx, id, of, func(w Store, c *contact.Contact) error {
		if c.Rating != nil {
			return nil
		}
		return contact.Rate(ctx, w, centre.Visitor(id), c, score, text, s.clock())
	})
}

// Browse keeps where on our site a visitor is during a conversation; nil when they would
// rather not say.
func (s *Service) Browse(ctx context.Context, id centre.VisitorID, in centre.ContactID, page *contact.Page) error {
	return s.visitors(ctx, id, in, func(w Store, c *contact.Contact) error {
		return contact.Browse(ctx, w, centre.Visitor(id), c, page, s.clock())
	})
}

// visitors changes the contact of a conversation that is this visitor's.
func (s *Service) visitors(ctx context.Context, id centre.VisitorID, of centre.ContactID, change func(Store, *contact.Contact) error) error {
	return s.tx.Do(ctx, func(w Store) error {
		chat, err := w.LockChat(ctx, of)
		if err != nil {
			return err
		}
		if chat.VisitorID != id {
			return centre.Faultf(centre.Forbidden, "this conversation is not yours")
		}
		c, err := w.LockContact(ctx, of)
		if err != nil {
			return err
		}
		return change(w, &c)
	})
}

// Messages gives the last page of a stretch, in order; what comes before it is on the
// next. Internal notes are for colleagues only.
func (s *Service) Messages(ctx context.Context, id centre.ContactID, of Stretch) (centre.List[Message], error) {
	limit := of.Limit
	of.Limit++ // one more tells whether there is a page before
	all, err := s.reader.Messages(ctx, id, of)
	if err != nil || len(all) <= limit {
		return centre.List[Message]{Items: all}, err
	}
	all = all[1:]
	cursor := strconv.Itoa(all[0].Seq)
	return centre.List[Message]{Items: all, NextCursor: &cursor}, nil
}

// Said gives a page of what was said in a visitor's conversation, as they may see it.
func (s *Service) Said(ctx context.Context, v Visit, before, limit int) (centre.List[Message], error) {
	if v.ContactID == "" {
		return centre.List[Message]{Items: []Message{}}, nil
	}
	return s.Messages(ctx, v.ContactID, Stretch{Before: before, Limit: limit})
}

// shown is how many messages a conversation comes with: the last ones.
const shown = 100

// Conversation gives a conversation as its visitor sees it.
func (s *Service) Conversation(ctx context.Context, id centre.ContactID) (Conversation, error) {
	c, err := s.reader.Conversation(ctx, id)
	if err != nil {
		return c, err
	}
	last, err := s.Messages(ctx, id, Stretch{Limit: shown})
	c.Messages, c.Earlier = last.Items, last.NextCursor
	return c, err
}
