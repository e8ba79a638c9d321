package live_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/board"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
	"switchboard/server/live"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	mia     = centre.AgentID("00000000-0000-7000-8000-00000000000a")
	ada     = centre.VisitorID("00000000-0000-7000-8000-0000000000ad")
	adaChat = centre.ContactID("00000000-0000-7000-8000-0000000000c1")
)

// world is a real stream in a real database, and a house in which things happen.
type world struct {
	t     *testing.T
	store *sql.Store

	mu       sync.Mutex
	versions map[string]int // of things, by id
	away     bool           // the views cannot be read
	linked   []string       // what presence was told
	gaveUp   bool           // presence takes Mia to be gone
	said     []chat.Saying
	progress []int
	pages    []*contact.Page // where visitors said that they are
	signedIn bool
	looked   int            // how often it was asked who is there
	who      agent.Caller   // at the console
	queue    centre.QueueID // whose work things are
	pad      string         // what makes states large
	place    wait.Place     // of Ada's chat
	chats    chat.Screens
}

func newWorld(t *testing.T) *world {
	return &world{t: t, store: sqltest.Store(t, sql.Options{}), versions: map[string]int{}, signedIn: true, chats: screens{},
		who: agent.Caller{ID: mia, Actor: centre.Agent(mia), Role: agent.RoleAdmin}}
}

// node is a door that runs behind a real HTTP server until the test ends.
type node struct {
	*live.Door
	url  string
	bus  live.Bus
	stop func()
}

func (w *world) node(bus live.Bus, change ...func(*live.Options)) *node {
	w.t.Helper()
	rows := w.store.Read()
	views := live.NewViews(live.Sources{
		Work: routing.NewViewer(rows, rows, nil, w.store.Head, time.Now), Desks: rows, Chats: w.chats, Contacts: rows,
	})
	views["thing"] = w.things
	o := live.Options{
		Silence: time.Minute, // these clients do not ping
		Node:    centre.NewID[centre.NodeID](), Clock: time.Now, Log: slog.New(slog.DiscardHandler), Stream: w.store, Bus: bus,
		Views: views,
		House: live.House{Callers: w, Scope: agent.NewScope(rows), Presence: w, Work: w, Chats: w, Talks: screens{}, Lines: w, Boards: w, Limiter: w},
	}
	for _, c := range change {
		c(&o)
	}
	door := live.New(o)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- door.Run(ctx) }()
	mux := http.NewServeMux()
	mux.HandleFunc("/ws/agent", door.Agent)
	mux.HandleFunc("/ws/visitor", door.Visitor)
	server := httptest.NewServer(mux)
	n := &node{Door: door, url: "ws" + strings.TrimPrefix(server.URL, "http"), bus: bus}
	n.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Errorf("run: %v", err)
		}
		server.Close()
	})
	w.t.Cleanup(n.stop)
	eventually(w.t, "the door opens", door.Ready)
	return n
}

// happen changes a thing, tells the world on the bus, and gives the event's pos.
func (w *world) happen(bus centre.Bus, id string, topics ...string) int64 {
	w.t.Helper()
	return w.event(bus, centre.Event{Kind: "thing.changed", Subject: centre.Subject{Kind: "thing", ID: id}, Topics: topics})
}

func (w *world) event(bus centre.Bus, e centre.Event) int64 {
	w.t.Helper()
	ctx := context.Background()
	e.At, e.Actor = time.Now(), centre.System
	w.mu.Lock()
	w.versions[e.Subject.ID]++
	w.mu.Unlock()
	if err := w.store.Do(ctx, func(tx *sql.Work) error { return tx.Append(ctx, e) }); err != nil {
		w.t.Fatal(err)
	}
	stamped, err := w.store.Stamp(ctx, 500, func(*sql.Work, []centre.Stamped) error { return nil })
	if err != nil || len(stamped) == 0 {
		w.t.Fatalf("stamped %v, %v", stamped, err)
	}
	if bus != nil {
		_ = bus.Publish(ctx, stamped) // a hint: the stream has it
	}
	return stamped[len(stamped)-1].Pos
}

func (w *world) things(_ context.Context, ids []string) (map[string]live.State, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.away {
		return nil, centre.Faultf(centre.Busy, "the database is away")
	}
	states := map[string]live.State{}
	for _, id := range ids {
		body := map[string]any{"n": w.versions[id], "pad": w.pad}
		states[id] = live.State{Version: w.versions[id], Queue: w.queue, Body: body, Public: body}
	}
	return states, nil
}

func (w *world) Caller(*http.Request) (agent.Caller, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looked++
	if !w.signedIn {
		return agent.Caller{}, centre.Faultf(centre.Unauthenticated, "sign in first")
	}
	return w.who, nil
}

// looks is how often it was asked who is there.
func (w *world) looks() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.looked
}

// signOut ends every session.
func (w *world) signOut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.signedIn = false
}

func (w *world) Linked(_ context.Context, id centre.AgentID, _ centre.NodeID) error {
	return w.told("linked " + string(id[len(id)-1:]))
}

func (w *world) Unlinked(_ context.Context, id centre.AgentID, _ centre.NodeID) error {
	return w.told("unlinked " + string(id[len(id)-1:]))
}

// NotLinked gives Mia up once, when she was given up.
func (w *world) NotLinked(_ context.Context, agents []centre.AgentID) ([]centre.AgentID, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.gaveUp || !slices.Contains(agents, mia) {
		return nil, nil
	}
	w.gaveUp = false
	return []centre.AgentID{mia}, nil
}

// giveUp takes Mia to be gone.
func (w *world) giveUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gaveUp = true
}

func (w *world) told(what string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.linked = append(w.linked, what)
	return nil
}

func (w *world) links() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.linked)
}

func (w *world) Snapshot(context.Context, centre.AgentID) (routing.Snapshot, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	items := []routing.Card{}
	for id, v := range w.versions {
		items = append(items, routing.Card{ID: centre.ItemID(id), Version: v})
	}
	return routing.Snapshot{Items: items}, nil
}

func (w *world) Visit(_ context.Context, token string) (chat.Visit, error) {
	if token != "ada" {
		return chat.Visit{}, centre.Faultf(centre.Unauthenticated, "this visit is not known")
	}
	return chat.Visit{VisitorID: ada, ContactID: adaChat}, nil
}

func (w *world) Conversation(context.Context, centre.ContactID) (chat.Conversation, error) {
	return chat.Conversation{ContactID: adaChat, State: routing.Queued, Messages: []chat.Message{}}, nil
}

func (w *world) Start(_ context.Context, _ centre.VisitorID, o chat.Opening) (chat.Conversation, chat.Message, error) {
	return chat.Conversation{ContactID: adaChat}, chat.Message{ID: "m1", ContactID: adaChat, Seq: 1, Text: o.Text}, nil
}

func (w *world) Say(_ context.Context, _ centre.VisitorID, s chat.Saying) (chat.Message, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s.Text == "too late" {
		return chat.Message{}, &centre.Fault{Kind: centre.Conflict, Code: "closed", Message: "this conversation has ended"}
	}
	w.said = append(w.said, s)
	return chat.Message{ID: "m", ContactID: adaChat, Seq: len(w.said), Text: s.Text, ClientID: s.ClientID}, nil
}

func (w *world) Progress(_ context.Context, _ centre.Actor, _ centre.ContactID, _ bool, seq int) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.progress = append(w.progress, seq)
	return nil
}

func (w *world) Browse(_ context.Context, _ centre.VisitorID, _ centre.ContactID, page *contact.Page) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages = append(w.pages, page)
	return nil
}

func (w *world) Leave(context.Context, centre.VisitorID) error { return nil }

func (w *world) Rate(context.Context, centre.VisitorID, centre.ContactID, int, string) error {
	return nil
}

// Board is of a floor whose every queue says of which site it is.
func (w *world) Board(_ context.Context, site centre.SiteID) (board.Board, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	queues := []board.QueueRow{}
	for range 40 {
		queues = append(queues, board.QueueRow{Name: "Billing and all that comes with it" + string(site), Waiting: len(w.versions)})
	}
	return board.Board{At: time.Now(), Queues: queues, Agents: []board.AgentRow{{Desk: presence.Desk{Name: "Mia"}}}}, nil
}

func (w *world) Allow(_ context.Context, key string, _ live.Limit) error {
	if strings.Contains(key, "typing") {
		return &centre.Fault{Kind: centre.Busy, Code: "too_fast", Message: "wait", RetryAfter: 1500 * time.Millisecond}
	}
	return nil
}

// screens reads conversations that exist only in these tests: messages whose
// number is odd are internal.
type screens struct{ chat.Screens }

func (screens) MessagesByID(_ context.Context, ids []string) (map[string]chat.Message, error) {
	found := map[string]chat.Message{}
	for _, id := range ids {
		last := id[len(id)-1]
		found[id] = chat.Message{
			ID: id, ContactID: adaChat, Seq: int(last - '0'), Internal: last%2 == 1, From: chat.Party{Kind: chat.Agent}, Text: "secret " + id,
		}
	}
	return found, nil
}

func (screens) Ends(context.Context, centre.ContactID) (chat.Ends, error) {
	return chat.Ends{VisitorID: ada, AgentID: mia, AgentName: "Mia"}, nil
}

func (w *world) Places(context.Context, []centre.ContactID) (map[centre.ContactID]wait.Place, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return map[centre.ContactID]wait.Place{adaChat: w.place}, nil
}

// stands puts Ada's chat at a place in line.
func (w *world) stands(position, waitS int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.place = wait.Place{Position: position, WaitS: &waitS}
}

// screen is a client that applies what it is told as the contract asks.
type screen struct {
	t      *testing.T
	conn   *websocket.Conn
	pos    int64
	n      int64
	state  map[string]int
	seen   []int64 // the pos of every event, in order
	frames []map[string]any
}

func (w *world) screen() *screen { return &screen{t: w.t, state: map[string]int{}} }

// dial connects and says hello with the last pos, if there is one.
func (s *screen) dial(url string, more ...string) *screen {
	s.t.Helper()
	conn, res, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		s.t.Fatalf("dial: %v", err)
	}
	_ = res.Body.Close()
	s.conn, s.n = conn, 0
	s.t.Cleanup(func() { _ = conn.Close() })
	hello := map[string]any{"type": "hello", "pos": nil}
	if s.pos > 0 {
		hello["pos"] = s.pos
	}
	if len(more) > 0 {
		hello["watch"] = more
	}
	s.say(hello)
	return s
}

func (s *screen) say(v any) {
	s.t.Helper()
	if err := s.conn.WriteJSON(v); err != nil {
		s.t.Fatalf("say: %v", err)
	}
}

// read applies the next frame and gives it.
func (s *screen) read() (map[string]any, error) {
	if err := s.conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return nil, err
	}
	_, raw, err := s.conn.ReadMessage()
	if err != nil {
		return nil, err
	}
	var f map[string]any
	if err := json.Unmarshal(raw, &f); err != nil {
		s.t.Fatalf("frame %s: %v", raw, err)
	}
	s.apply(f)
	return f, nil
}

func (s *screen) apply(f map[string]any) {
	switch f["type"] {
	case "snapshot":
		s.pos, s.seen, s.state = int64(f["pos"].(float64)), nil, map[string]int{}
		if work, ok := f["work"].(map[string]any); ok {
			for _, i := range work["items"].([]any) {
				item := i.(map[string]any)
				s.state[item["id"].(string)] = int(item["version"].(float64))
			}
		}
	case "event":
		s.n++
		if n := int64(f["n"].(float64)); n != s.n {
			s.t.Errorf("event %d came as the socket's number %d", n, s.n)
		}
		pos := int64(f["pos"].(float64))
		if pos <= s.pos {
			s.t.Errorf("pos %d came after %d", pos, s.pos)
		}
		s.pos, s.seen = pos, append(s.seen, pos)
		id := f["subject"].(map[string]any)["id"].(string)
		s.state[id] = max(s.state[id], int(f["version"].(float64)))
	}
	s.frames = append(s.frames, f)
}

// next reads until a frame of the type comes.
func (s *screen) next(kind string) map[string]any {
	s.t.Helper()
	for {
		f, err := s.read()
		if err != nil {
			s.t.Fatalf("waiting for %s: %v", kind, err)
		}
		if f["type"] == kind {
			return f
		}
	}
}

// until reads until the event at pos was applied.
func (s *screen) until(pos int64) {
	s.t.Helper()
	for s.pos < pos {
		if _, err := s.read(); err != nil {
			s.t.Fatalf("waiting for pos %d at %d: %v", pos, s.pos, err)
		}
	}
}

// closed reads to the end of the socket and gives the close code.
func (s *screen) closed() int {
	s.t.Helper()
	for {
		if _, err := s.read(); err != nil {
			var closed *websocket.CloseError
			if errors.As(err, &closed) {
				return closed.Code
			}
			s.t.Logf("the socket ended: %v", err)
			return 0
		}
	}
}

func (s *screen) cut() { _ = s.conn.Close() }

func (w *world) truth() map[string]int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.versions)
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}
