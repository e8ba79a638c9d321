package live

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/chat"
)

// Agent serves GET /ws/agent: the socket of a signed-in person's console.
func (d *Door) Agent(w http.ResponseWriter, r *http.Request) {
	if !d.sameOrigin(r) {
		http.Error(w, "this page may not open a console's socket", http.StatusForbidden)
		return
	}
	d.admit(w, r, d.agentCame)
}

func (d *Door) agentCame(w http.ResponseWriter, r *http.Request) bool {
	who, authErr := d.Callers.Caller(r)
	if authErr != nil && !centre.IsKind(authErr, centre.Unauthenticated) {
		d.log.WarnContext(r.Context(), "nobody could be recognised", "err", authErr)
		away(w)
		return false
	}
	c, err := d.upgrade(w, r)
	if err != nil {
		return false
	}
	if authErr != nil {
		turnAway(c, closeSignedOut, "you are not signed in")
		return false
	}
	c.by, c.agent = centre.Agent(who.ID), newPass(who, r)
	a := &console{door: d, client: c, who: who}
	return d.serve(c, a, a.hangUp)
}

// pass is what an agent's socket was let in with: enough to ask again.
type pass struct {
	request *http.Request // nothing but what names its sender
	holder  atomic.Pointer[holder]
}

// holder is who a socket is for and how far they see, as of the last look.
type holder struct {
	agent.Caller
	reach centre.Reach
}

// sees reports whether an event is the holder's to be told, other than by the
// topic that they were let on: what belongs to a queue is not, unless they reach
// the queue or it is their own; what is personal only if it is.
func (p *pass) sees(r rendered) bool {
	h := p.holder.Load()
	if slices.Contains(r.topics, "agent:"+string(h.ID)) {
		return true
	}
	return !r.personal && (r.queue == "" || h.reach.Sees(r.queue))
}

// look finds out how far the holder sees now.
func (d *Door) look(ctx context.Context, p *pass, who agent.Caller) error {
	reach, err := d.Scope.Reach(ctx, who, "")
	if err == nil {
		p.holder.Store(&holder{who, reach})
	}
	return err
}

func newPass(who agent.Caller, r *http.Request) *pass {
	bare := &http.Request{Header: http.Header{}}
	for _, name := range []string{"Cookie", "Authorization"} {
		if v := r.Header.Values(name); len(v) > 0 {
			bare.Header[name] = v
		}
	}
	p := &pass{request: bare}
	p.holder.Store(&holder{Caller: who})
	return p
}

// needed is the permission to watch a topic of the kind.
var neededTo = map[string]agent.Permission{
	"board":    agent.ReadBoard,
	"ticket":   agent.ReadTickets,
	"customer": agent.ReadCustomers,
	"contact":  agent.ReadContacts,
	"callback": agent.ReadCallbacks,
}

// mayWatch refuses a topic of a kind that is not for the person's role, or of a
// thing that they do not reach.
func (a *console) mayWatch(ctx context.Context, topic string) error {
	kind, id, one := strings.Cut(topic, ":")
	who := a.client.agent.holder.Load().Caller
	if err := who.May(neededTo[kind]); err != nil || !one {
		return err
	}
	if kind == boardTopic {
		kind = "site"
	}
	return a.door.Scope.Admit(ctx, who, kind, id)
}

// console is the server's side of an agent's socket.
type console struct {
	door    *Door
	client  *client
	who     agent.Caller
	greeted bool
}

func (a *console) grammar() grammar { return agentGrammar }

func (a *console) hear(ctx context.Context, frame any) error {
	if hello, ok := frame.(*agentHello); ok {
		return a.hello(ctx, hello)
	}
	if !a.greeted {
		return errNoHello
	}
	switch f := frame.(type) {
	case *watch:
		return a.watch(ctx, f.Topic)
	case *unwatch:
		a.unwatch(f.Topic)
	case *agentTyping:
		return a.typing(ctx, f)
	case *agentRead:
		return a.door.Chats.Progress(ctx, a.client.by, f.ContactID, true, f.Seq)
	}
	return nil
}

// hello links the agent to this node and brings the console up to date. When
// that cannot be done now the socket goes: the client comes back with its pos.
func (a *console) hello(ctx context.Context, f *agentHello) error {
	if a.greeted {
		return errHelloTwice
	}
	if err := a.door.look(ctx, a.client.agent, a.who); err != nil {
		a.client.cut(closeComeBack, "what you may see could not be read now")
		return err
	}
	topics, refused := a.allowed(ctx, f.Watch)
	if passing(refused) {
		a.client.cut(closeComeBack, "what you may see could not be read now")
		return refused
	}
	a.greeted = true
	a.door.links.up(a.who.ID)
	err := a.door.resume(ctx, a.client, returning{
		pos:    f.Pos,
		topics: append([]string{"agent:" + string(a.who.ID)}, topics...),
		snapshot: func(ctx context.Context) (snapshot, error) {
			work, err := a.door.Work.Snapshot(ctx, a.who.ID)
			return snapshot{Work: &work}, err
		},
	})
	if err != nil {
		a.client.cut(closeComeBack, "your work could not be read now")
		return err
	}
	a.door.boards.watched(topics...)
	return refused
}

// allowed gives those of the topics that this person may watch, and why not the others:
// one topic too many must not cost the console its line.
func (a *console) allowed(ctx context.Context, asked []string) (topics []string, refused error) {
	for _, t := range asked {
		err := checkTopic(t)
		if err == nil {
			err = a.mayWatch(ctx, t)
		}
		if passing(err) {
			return nil, err
		}
		if err != nil {
			refused = err
			continue
		}
		topics = append(topics, t)
	}
	return topics, refused
}

func (a *console) watch(ctx context.Context, topic string) error {
	if err := a.mayWatch(ctx, topic); err != nil {
		return err
	}
	if a.door.hub.watched(a.client) > maxWatched {
		return refusef(codeTooLate, "a socket watches at most %d topics", maxWatched)
	}
	a.door.hub.join(a.client, topic)
	a.door.boards.watched(topic)
	return nil
}

func (a *console) unwatch(topic string) {
	if topic != "agent:"+string(a.who.ID) {
		a.door.hub.unwatch(a.client, topic)
	}
}

// typing tells the visitor of a chat that is this agent's.
func (a *console) typing(ctx context.Context, f *agentTyping) error {
	p, err := a.door.Talks.Ends(ctx, f.ContactID)
	switch {
	case err != nil:
		return err
	case p.AgentID != a.who.ID:
		return centre.Faultf(centre.Forbidden, "this chat is not yours")
	}
	from := chat.Party{Kind: chat.Agent, ID: string(a.who.ID), Name: p.AgentName}
	a.door.whisper(ctx, a.client.by, typing{Type: "typing", ContactID: f.ContactID, From: from, On: f.On}, "visitor:"+string(p.VisitorID))
	return nil
}

// hangUp notes that this socket is gone.
func (a *console) hangUp() {
	if a.greeted {
		a.door.links.down(a.who.ID)
	}
}
