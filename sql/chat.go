package sql

import (
	"context"
	"slices"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/routing"
)

var (
	_ chat.Store  = (*Work)(nil)
	_ chat.Reader = (*Work)(nil)
)

// AddChat keeps a new conversation of a contact and a visitor, and reads the rest of it.
func (w *Work) AddChat(ctx context.Context, c *chat.Chat) error {
	var r chatRow
	err := w.one(ctx, "add-chat", &r, c.ContactID, c.VisitorID, c.Language)
	*c = chat.Chat(r)
	return err
}

type chatRow struct {
	ContactID         centre.ContactID  `db:"contact_id"`
	VisitorID         centre.VisitorID  `db:"visitor_id"`
	CustomerID        centre.CustomerID `db:"customer_id"`
	CustomerName      string            `db:"customer_name"`
	AgentID           centre.AgentID    `db:"agent_id"`
	Closed            bool              `db:"closed"`
	LastSeq           int               `db:"last_seq"`
	CustomerDelivered int               `db:"customer_delivered"`
	CustomerRead      int               `db:"customer_read"`
	AgentDelivered    int               `db:"agent_delivered"`
	AgentRead         int               `db:"agent_read"`
	Version           int               `db:"version"`
	Silence           chat.Silence      `db:"silence"`
	Language          string            `db:"language"`
}

// LockChat reads a conversation and holds it.
func (w *Work) LockChat(ctx context.Context, id centre.ContactID) (chat.Chat, error) {
	return w.lockChat(ctx, "lock-conversation", string(id))
}

// LockOpenChat does so for the conversation of a visitor that has not ended.
func (w *Work) LockOpenChat(ctx context.Context, id centre.VisitorID) (chat.Chat, error) {
	return w.lockChat(ctx, "lock-open-conversation", string(id))
}

func (w *Work) lockChat(ctx context.Context, statement, id string) (chat.Chat, error) {
	var r chatRow
	var locked centre.ContactID
	if err := w.one(ctx, statement, &locked, id); err != nil {
		return chat.Chat{}, err
	}
	err := w.one(ctx, "chat", &r, locked)
	return chat.Chat(r), err
}

// SaveChat keeps how far the conversation got, and who spoke last if a person did.
func (w *Work) SaveChat(ctx context.Context, c *chat.Chat, last *chat.Message) error {
	c.Version++
	var at, by any
	if last != nil && !last.Internal && last.From.Kind != chat.Machine {
		at, by = last.At, string(last.From.Kind)
	}
	return w.change(ctx, "save-chat", c.ContactID, c.LastSeq, c.CustomerDelivered, c.CustomerRead, c.AgentDelivered, c.AgentRead, c.Version,
		c.Silence.Since, c.Silence.WarnedAt, c.Silence.WatchAt, at, by)
}

// AddMessage keeps a message and gives it its attachments.
func (w *Work) AddMessage(ctx context.Context, m *chat.Message, attachments []centre.AttachmentID) error {
	if _, err := w.exec(ctx, "add-message", m.ContactID, m.Seq, m.ID, m.At, m.From.Kind, m.From.ID, m.From.Name, m.Text, m.Internal, orNull(m.ClientID)); err != nil {
		return err
	}
	if len(attachments) == 0 {
		return nil
	}
	n, err := w.exec(ctx, "attach", m.ContactID, m.Seq, pq.Array(attachments))
	if err != nil {
		return err
	}
	if int(n) != len(attachments) {
		return centre.Field("attachment_ids", "name a file that was not uploaded here, or that was sent already")
	}
	stored, err := w.MessagesByID(ctx, []string{m.ID})
	if err == nil {
		m.Attachments = stored[m.ID].Attachments
	}
	return err
}

// SentMessage finds a message by its sender's client id.
func (w *Work) SentMessage(ctx context.Context, id centre.ContactID, from chat.Side, clientID string) (chat.Message, error) {
	var found string
	if err := w.one(ctx, "sent-message", &found, id, from, clientID); err != nil {
		return chat.Message{}, err
	}
	stored, err := w.MessagesByID(ctx, []string{found})
	return stored[found], err
}

// SentByVisitor finds a message by its sender's client id in all conversations of a visitor.
func (w *Work) SentByVisitor(ctx context.Context, id centre.VisitorID, clientID string) (chat.Message, error) {
	var found string
	if err := w.one(ctx, "sent-by-visitor", &found, id, clientID); err != nil {
		return chat.Message{}, err
	}
	stored, err := w.MessagesByID(ctx, []string{found})
	return stored[found], err
}

type messageRow struct {
	ContactID   centre.ContactID       `db:"contact_id"`
	QueueID     centre.QueueID         `db:"queue_id"`
	Seq         int                    `db:"seq"`
	ID          string                 `db:"id"`
	At          time.Time              `db:"at"`
	FromKind    chat.Side              `db:"from_kind"`
	FromID      string                 `db:"from_id"`
	FromName    string                 `db:"from_name"`
	Text        string                 `db:"text"`
	Internal    bool                   `db:"internal"`
	ClientID    string                 `db:"client_id"`
	Delivered   bool                   `db:"delivered"`
	Read        bool                   `db:"read"`
	Attachments doc[[]chat.Attachment] `db:"attachments"`
}

func (r messageRow) message() chat.Message {
	return chat.Message{
		ID: r.ID, ContactID: r.ContactID, QueueID: r.QueueID, Seq: r.Seq, At: r.At, From: chat.Party{Kind: r.FromKind, ID: r.FromID, Name: r.FromName},
		Text: r.Text, Internal: r.Internal, ClientID: r.ClientID, Attachments: r.Attachments.V, Delivered: r.Delivered, Read: r.Read,
	}
}

// Messages gives the last messages of a stretch, in order.
func (w *Work) Messages(ctx context.Context, id centre.ContactID, of chat.Stretch) ([]chat.Message, error) {
	var rows []messageRow
	if err := w.all(ctx, "messages", &rows, id, of.After, of.Internal, of.Before, of.Limit); err != nil {
		return nil, err
	}
	slices.Reverse(rows)
	messages := make([]chat.Message, len(rows))
	for i, r := range rows {
		messages[i] = r.message()
	}
	return messages, nil
}

// MessagesByID gives messages by their ids.
func (w *Work) MessagesByID(ctx context.Context, ids []string) (map[string]chat.Message, error) {
	var rows []messageRow
	if err := w.all(ctx, "messages-by-id", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	messages := make(map[string]chat.Message, len(rows))
	for _, r := range rows {
		messages[r.ID] = r.message()
	}
	return messages, nil
}

// Conversation gives a conversation without its messages.
func (w *Work) Conversation(ctx context.Context, id centre.ContactID) (chat.Conversation, error) {
	var r struct {
		ContactID centre.ContactID `db:"contact_id"`
		State     routing.State    `db:"state"`
		Rating    *int             `db:"rating"`
		AgentName string           `db:"agent_name"`
		OpensAt   *time.Time       `db:"opens_at"`
	}
	err := w.one(ctx, "conversation", &r, id)
	return chat.Conversation{ContactID: r.ContactID, State: r.State, OpensAt: r.OpensAt, AgentName: r.AgentName, Rating: r.Rating}, err
}

// AddVisitor keeps a new visitor and the customer that nobody knows yet behind them.
func (w *Work) AddVisitor(ctx context.Context, v chat.Visit, tokenHash []byte, now time.Time) error {
	if _, err := w.exec(ctx, "add-anonymous-customer", v.CustomerID, now); err != nil {
		return err
	}
	if _, err := w.exec(ctx, "add-visitor-identity", centre.NewID[string](), v.CustomerID, v.VisitorID, now); err != nil {
		return err
	}
	return w.AddKnownVisitor(ctx, v, tokenHash, now)
}

// AddKnownVisitor keeps a new visitor who is a customer already.
func (w *Work) AddKnownVisitor(ctx context.Context, v chat.Visit, tokenHash []byte, now time.Time) error {
	_, err := w.exec(ctx, "add-visitor", v.VisitorID, tokenHash, v.CustomerID, now)
	return err
}

// VisitByToken recognises a visitor.
func (w *Work) VisitByToken(ctx context.Context, tokenHash []byte) (chat.Visit, error) {
	var r struct {
		VisitorID  centre.VisitorID  `db:"visitor_id"`
		CustomerID centre.CustomerID `db:"customer_id"`
		ContactID  centre.ContactID  `db:"contact_id"`
	}
	err := w.one(ctx, "visit-by-token", &r, tokenHash)
	return chat.Visit(r), err
}

// OpenChatOf names the conversation of a visitor that has not ended.
func (w *Work) OpenChatOf(ctx context.Context, id centre.VisitorID) (centre.ContactID, error) {
	var contact centre.ContactID
	err := w.one(ctx, "open-chat-of", &contact, id)
	return contact, err
}

// VisitorCustomer locks a visitor and says who they are, and of which tier.
func (w *Work) VisitorCustomer(ctx context.Context, id centre.VisitorID) (centre.CustomerID, string, error) {
	var r struct {
		CustomerID centre.CustomerID `db:"customer_id"`
		Tier       string            `db:"tier"`
	}
	err := w.one(ctx, "visitor-customer", &r, id)
	return r.CustomerID, r.Tier, err
}

// LastAgentOf names who served a customer by chat since then; empty if nobody did.
func (w *Work) LastAgentOf(ctx context.Context, id centre.CustomerID, since time.Time) (centre.AgentID, error) {
	var agent centre.AgentID
	err := w.one(ctx, "last-chat-agent", &agent, id, since)
	if centre.IsKind(err, centre.NotFound) {
		return "", nil
	}
	return agent, err
}

// PublicQueue gives the queue asked for, or the first that is offered to the public.
func (w *Work) PublicQueue(ctx context.Context, id centre.QueueID) (centre.QueueID, error) {
	var queue centre.QueueID
	err := w.one(ctx, "public-queue", &queue, string(id))
	return queue, err
}

// AgentName is how an agent is called in messages.
func (w *Work) AgentName(ctx context.Context, id centre.AgentID) (string, error) {
	var name string
	err := w.one(ctx, "agent-name", &name, id)
	return name, err
}

// CustomerName is how a customer is called in messages.
func (w *Work) CustomerName(ctx context.Context, id centre.CustomerID) (string, error) {
	var name string
	err := w.one(ctx, "customer-name", &name, id)
	return name, err
}
