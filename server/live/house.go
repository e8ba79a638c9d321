package live

import (
	"context"
	"net/http"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/board"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
)

// House is who answers for the business behind the sockets.
type House struct {
	Callers  Callers
	Scope    Scope
	Presence Presence
	Work     Work
	Chats    Chats
	Talks    Talks
	Lines    Lines
	Boards   Boards
	Limiter  Limiter
}

// Callers knows who is signed in.
type Callers interface {
	// Caller says who is signed in by a request's cookie or token; Unauthenticated
	// if nobody is, or not any more.
	Caller(r *http.Request) (agent.Caller, error)
}

// Scope knows how far people see: agent.Scope.
type Scope interface {
	Reach(ctx context.Context, who agent.Caller, only centre.SiteID) (centre.Reach, error)
	Admit(ctx context.Context, who agent.Caller, kind string, ids ...string) error
}

// Presence hears of agents' links to this node. A link that ends is not the end
// of the agent: what follows, and when, is decided there.
type Presence interface {
	Linked(ctx context.Context, id centre.AgentID, node centre.NodeID) error
	Unlinked(ctx context.Context, id centre.AgentID, node centre.NodeID) error
	// NotLinked gives those of the agents who are taken not to be linked to any node.
	NotLinked(ctx context.Context, agents []centre.AgentID) ([]centre.AgentID, error)
}

// Work gives all that an agent's console shows of their work.
type Work interface {
	Snapshot(ctx context.Context, id centre.AgentID) (routing.Snapshot, error)
}

// Chats is what a visitor's socket asks of package chat. All that it changes is
// committed when it returns.
type Chats interface {
	Visit(ctx context.Context, token string) (chat.Visit, error)
	Conversation(ctx context.Context, id centre.ContactID) (chat.Conversation, error)
	Start(ctx context.Context, id centre.VisitorID, o chat.Opening) (chat.Conversation, chat.Message, error)
	Say(ctx context.Context, id centre.VisitorID, s chat.Saying) (chat.Message, error)
	Progress(ctx context.Context, by centre.Actor, id centre.ContactID, read bool, seq int) error
	Leave(ctx context.Context, id centre.VisitorID) error
	Browse(ctx context.Context, id centre.VisitorID, in centre.ContactID, page *contact.Page) error
	Rate(ctx context.Context, id centre.VisitorID, of centre.ContactID, score int, text string) error
}

// Talks knows who is in a chat: part of chat.Screens.
type Talks interface {
	Ends(ctx context.Context, id centre.ContactID) (chat.Ends, error)
}

// Lines knows where those stand who wait.
type Lines interface {
	Places(ctx context.Context, ids []centre.ContactID) (map[centre.ContactID]wait.Place, error)
}

// Boards gives the board of a site, or of all sites.
type Boards interface {
	Board(ctx context.Context, site centre.SiteID) (board.Board, error)
}

// Limit is how often something may be done: Burst at once, then Rate in Per.
type Limit struct {
	Rate  int
	Per   time.Duration
	Burst int
}

// Limiter counts across nodes who does what how often.
type Limiter interface {
	// Allow counts one, or refuses with a Busy fault of the code too_fast.
	Allow(ctx context.Context, key string, l Limit) error
}
