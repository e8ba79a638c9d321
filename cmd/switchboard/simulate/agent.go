package simulate

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
)

// Credentials are how a simulated agent signs in.
type Credentials struct{ Email, Password string }

// agent is one person at a console: takes what is offered, answers each message, wraps up.
type agent struct {
	run  *run
	api  *api
	who  Credentials
	rand *rand.Rand
	desk sync.WaitGroup

	ending string // the disposition that they choose; empty where there is none

	mu    sync.Mutex
	chats map[string]*serving // by contact; what has none by item
	over  map[string]bool     // items whose customer left, perhaps before we had begun
	aside map[string]bool     // items that are parked for a call, perhaps before we had begun
	laid  chan struct{}       // closed when aside changes, and another one then
}

func newAgent(r *run, browser *api, who Credentials, dice *rand.Rand) *agent {
	return &agent{
		run: r, api: browser, who: who, rand: dice,
		chats: map[string]*serving{}, over: map[string]bool{}, aside: map[string]bool{}, laid: make(chan struct{}),
	}
}

// serving is one chat at an agent's desk.
type serving struct {
	item    string
	contact string
	heard   chan stored
	seen    map[int]bool // seqs of the customer's messages, each answered once
	closed  chan struct{}
	once    sync.Once
}

// workItem is an item as far as a simulated agent reads it.
type workItem struct {
	ID        string `json:"id"`
	State     string `json:"state"`
	Parked    bool   `json:"parked"`
	Channel   string `json:"channel"`
	ContactID string `json:"contact_id"` // empty where it is about a ticket alone

	EnqueuedAt time.Time  `json:"enqueued_at"`
	AcceptedAt *time.Time `json:"accepted_at"`
}

// at is where an agent keeps it.
func (it workItem) at() string { return cmp.Or(it.ContactID, it.ID) }

type offer struct {
	ID        string    `json:"id"`
	State     string    `json:"state"`
	OfferedAt time.Time `json:"offered_at"`
	Item      workItem  `json:"item"`
}

// work is at the console until ctx ends.
func (a *agent) work(ctx context.Context) error {
	if err := a.api.do(ctx, http.MethodPost, "/api/v1/session", map[string]string{"email": a.who.Email, "password": a.who.Password}, nil); err != nil {
		return fmt.Errorf("sign in %s: %w", a.who.Email, err)
	}
	var endings struct {
		Items []struct {
			ID      string
			QueueID *string `json:"queue_id"`
			Active  bool
		}
	}
	if err := a.api.do(ctx, http.MethodGet, "/api/v1/dispositions", nil, &endings); err != nil {
		return fmt.Errorf("read how contacts end: %w", err)
	}
	for _, e := range endings.Items {
		if e.Active && e.QueueID == nil {
			a.ending = e.ID
			break
		}
	}
	socket := &socket{
		dial:  func(ctx context.Context) (*websocket.Conn, error) { return a.api.dial(ctx, "/ws/agent", "") },
		hello: func(pos *int64) any { return map[string]any{"type": "hello", "pos": pos} },
		hear:  func(f frame) { a.hear(ctx, f) },
	}
	defer a.desk.Wait()
	socket.run(ctx)
	return nil
}

func (a *agent) hear(ctx context.Context, f frame) {
	switch {
	case f.Type == "welcome":
		a.desk.Go(func() { a.available(ctx) })
	case f.Type == "snapshot":
		a.catchUp(ctx, f.Work)
	case f.Kind == "offer.made":
		var o offer
		if json.Unmarshal(f.State, &o) == nil && o.State == "pending" {
			a.desk.Go(func() { a.take(ctx, o) })
		}
	case f.Kind == "message.sent":
		var m stored
		if json.Unmarshal(f.State, &m) == nil && m.From.Kind == "customer" {
			a.run.seen.told(m)
			a.note(m)
		}
	case f.Subject.Kind == "agent":
		var desk struct{ State string }
		if json.Unmarshal(f.State, &desk) == nil && (desk.State == "not_responding" || desk.State == "offline") {
			a.desk.Go(func() { a.comeBack(ctx) })
		}
	case f.Subject.Kind == "item":
		var it workItem
		if json.Unmarshal(f.State, &it) != nil {
			return
		}
		a.lay(it)
		if it.State != "active" && it.State != "offered" {
			a.drop(it)
		}
	}
}

// reaction and typing are this agent's; who serves three chats has one pair of dice.
func (a *agent) reaction() time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.run.reaction(a.rand)
}

func (a *agent) typing(text string) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.run.typing(text, a.rand)
}

// comeBack is what a person does who finds that they are taken to be gone: an offer rang
// out while their line was bad.
func (a *agent) comeBack(ctx context.Context) {
	if Pause(ctx, a.reaction()) == nil {
		a.available(ctx)
	}
}

func (a *agent) available(ctx context.Context) {
	if err := a.api.do(ctx, http.MethodPut, "/api/v1/me/status", map[string]string{"status": "available"}, nil); err != nil && ctx.Err() == nil {
		a.run.problem("become available: %v", err)
	}
}

// catchUp takes up what a snapshot shows: offers that ring, chats at the desk.
func (a *agent) catchUp(ctx context.Context, work json.RawMessage) {
	var w struct {
		Offers []offer    `json:"offers"`
		Items  []workItem `json:"items"`
	}
	if json.Unmarshal(work, &w) != nil {
		return
	}
	for _, o := range w.Offers {
		a.desk.Go(func() { a.take(ctx, o) })
	}
	a.layOnly(w.Items)
	for _, it := range w.Items {
		a.desk.Go(func() { a.serve(ctx, it) })
	}
}

// take accepts an offer and serves what it brings.
func (a *agent) take(ctx context.Context, o offer) {
	if Pause(ctx, a.reaction()) != nil {
		return
	}
	it := o.Item
	err := a.api.do(ctx, http.MethodPost, "/api/v1/offers/"+o.ID+"/accept", struct{}{}, &it)
	if err != nil {
		if !forGood(err) && ctx.Err() == nil { // refused: the customer left, or was too late for us
			a.run.problem("accept: %v", err)
		}
		return
	}
	a.run.count.accepted.Add(1)
	a.run.answered(Deed{Kind: Accepted, ID: o.ID})
	a.serve(ctx, it)
}

func (a *agent) serve(ctx context.Context, it workItem) {
	s, fresh := a.begin(it)
	if !fresh {
		return
	}
	defer a.end(it.at())
	if it.Channel == "chat" {
		a.read(ctx, s)
	}
	// The customer may be gone already, while the desk took the work up.
	if it.State != "wrap_up" && !a.attend(ctx, s, it) {
		return
	}
	a.finish(ctx, it)
}

// attend does the work until it is over, and reports whether wrap-up follows.
func (a *agent) attend(ctx context.Context, s *serving, it workItem) bool {
	if it.Channel == "chat" {
		a.converse(ctx, s)
		return true
	}
	if a.labour(ctx, it.ID, a.reaction()) != nil {
		return false
	}
	err := a.api.do(ctx, http.MethodPost, "/api/v1/work-items/"+it.ID+"/end", struct{}{}, nil)
	return err == nil || conflicts(err) // the caller hung up meanwhile
}

// converse answers each message of the customer once, until the chat is over.
func (a *agent) converse(ctx context.Context, s *serving) {
	for turn := 0; ; {
		select {
		case <-ctx.Done():
			return
		case <-s.closed:
			return
		case <-s.heard:
			reply := replies[turn%len(replies)]
			turn++
			if Pause(ctx, a.typing(reply)) != nil {
				return
			}
			if a.run.opt.Numbered {
				reply += " #" + uuid.NewString()
			}
			var m stored
			err := a.api.do(ctx, http.MethodPost, "/api/v1/chats/"+s.contact+"/messages", map[string]string{"text": reply, "client_id": uuid.NewString()}, &m)
			if err != nil && ctx.Err() == nil {
				a.run.count.unanswered.Add(1) // the customer left meanwhile, or the chat is somebody else's now
				continue
			}
			a.run.count.replies.Add(1)
			if m.ID != "" {
				a.run.answered(Deed{Replied, m.ID, s.contact, m.Text})
			}
		}
	}
}

// read fetches what was said before the agent was there. What comes by events meanwhile
// says nothing about that.
func (a *agent) read(ctx context.Context, s *serving) {
	query := url.Values{}
	for {
		var list struct {
			Items      []stored
			NextCursor string `json:"next_cursor"`
		}
		if err := a.api.do(ctx, http.MethodGet, "/api/v1/chats/"+s.contact+"/messages?"+query.Encode(), nil, &list); err != nil {
			if ctx.Err() == nil {
				a.run.problem("read a chat: %v", err)
			}
			return
		}
		for _, m := range list.Items {
			if m.From.Kind == "customer" {
				a.run.seen.read(m)
				a.note(m)
			}
		}
		if list.NextCursor == "" {
			return
		}
		query.Set("cursor", list.NextCursor)
	}
}

// note takes up a message of a customer's, once.
func (a *agent) note(m stored) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := a.chats[m.ContactID]
	if s == nil || s.seen[m.Seq] {
		return
	}
	s.seen[m.Seq] = true
	select {
	case s.heard <- m:
	default: // more than the desk can hold: none of our customers says so much at once
	}
}

func (a *agent) begin(it workItem) (*serving, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.chats[it.at()] != nil {
		return nil, false
	}
	s := &serving{item: it.ID, contact: it.ContactID, heard: make(chan stored, 256), seen: map[int]bool{}, closed: make(chan struct{})}
	a.chats[it.at()] = s
	if a.over[it.ID] {
		s.once.Do(func() { close(s.closed) })
	}
	return s, true
}

func (a *agent) end(at string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.chats, at)
}

// drop notes that an item left the desk or went to wrap-up.
func (a *agent) drop(it workItem) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if it.State != "queued" { // which may come back to us
		a.over[it.ID] = true
	}
	if s := a.chats[it.at()]; s != nil && s.item == it.ID {
		s.once.Do(func() { close(s.closed) })
	}
}

func (a *agent) finish(ctx context.Context, it workItem) {
	if Pause(ctx, a.reaction()) != nil {
		return
	}
	how := map[string]string{"note": "as agreed"}
	if a.ending != "" && it.ContactID != "" { // how a ticket ends is said in the ticket
		how["disposition_id"] = a.ending
	}
	err := a.api.do(ctx, http.MethodPost, "/api/v1/work-items/"+it.ID+"/finish", how, nil)
	if err != nil && !conflicts(err) {
		if ctx.Err() == nil {
			a.run.problem("finish: %v", err)
		}
		return
	}
	a.run.count.finished.Add(1)
	if err == nil {
		a.run.answered(Deed{Kind: Finished, ID: it.ID})
	}
}

// conflicts reports whether things had moved on.
func conflicts(err error) bool {
	var r *refused
	return errors.As(err, &r) && r.Status == http.StatusConflict
}
