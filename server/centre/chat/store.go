package chat

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
)

// Store is what conversations need kept.
type Store interface {
	contact.Store
	Chats
	Visitors
}

// Chats are conversations as they are kept.
type Chats interface {
	// AddChat keeps a new conversation of a contact and a visitor, and reads the rest of it.
	AddChat(ctx context.Context, c *Chat) error
	// LockChat reads a conversation and holds it until the transaction ends.
	LockChat(ctx context.Context, id centre.ContactID) (Chat, error)
	// LockOpenChat does so for the one of a visitor that has not ended; NotFound if none. It may
	// have ended while we waited for it.
	LockOpenChat(ctx context.Context, id centre.VisitorID) (Chat, error)
	// SaveChat keeps how far the conversation got.
	SaveChat(ctx context.Context, c *Chat, last *Message) error
	AddMessage(ctx context.Context, m *Message, attachments []centre.AttachmentID) error
	// TellSurge notes that the customer of a locked chat is told of the surge where they wait, and
	// gives the queue's text; NotFound if they were told, or do not wait in one.
	TellSurge(ctx context.Context, id centre.ContactID, now time.Time) (string, error)
	// SentMessage finds a message by its sender's client id; NotFound if it is new.
	SentMessage(ctx context.Context, id centre.ContactID, from Side, clientID string) (Message, error)
	// SentByVisitor does so in all conversations of a visitor, ended or not.
	SentByVisitor(ctx context.Context, id centre.VisitorID, clientID string) (Message, error)
}

// Visitors are the browsers that chat.
type Visitors interface {
	// AddVisitor keeps a new visitor and the customer that nobody knows yet behind them.
	AddVisitor(ctx context.Context, v Visit, tokenHash []byte, now time.Time) error
	// OpenChatOf names the conversation of a visitor that has not ended; NotFound if none.
	OpenChatOf(ctx context.Context, id centre.VisitorID) (centre.ContactID, error)
	// VisitorCustomer locks a visitor and says who they are, and of which tier.
	VisitorCustomer(ctx context.Context, id centre.VisitorID) (centre.CustomerID, string, error)
	// LastAgentOf names who served a customer by chat since then; empty if nobody.
	LastAgentOf(ctx context.Context, id centre.CustomerID, since time.Time) (centre.AgentID, error)
	// PublicQueue gives the queue asked for, or the first that is offered to the public.
	PublicQueue(ctx context.Context, id centre.QueueID) (centre.QueueID, error)
	// AgentName is how an agent is called in messages.
	AgentName(ctx context.Context, id centre.AgentID) (string, error)
}

// Reader reads conversations outside any transaction.
type Reader interface {
	VisitByToken(ctx context.Context, tokenHash []byte) (Visit, error)
	// Messages gives the last messages of a stretch, in order.
	Messages(ctx context.Context, id centre.ContactID, of Stretch) ([]Message, error)
	// UntoldOfSurge names chats that wait in a queue with a surge, whose customer was not told.
	UntoldOfSurge(ctx context.Context, now time.Time, most int) ([]centre.ContactID, error)
	// Conversation gives a conversation without its messages.
	Conversation(ctx context.Context, id centre.ContactID) (Conversation, error)
}
