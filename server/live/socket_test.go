package live_test

import (
	"crypto/rand"
	"encoding/hex"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/live"
)

func TestBadFramesAreAnswered(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, frame, code, ref string
	}{
		{"no JSON", `{"type":`, "malformed", ""},
		{"no object", `[1,2]`, "malformed", ""},
		{"no UTF-8", "{\"type\":\"\xff\"}", "malformed", ""},
		{"a field that nobody knows", `{"type":"say","ref":"r","client_id":"c","text":"x","bold":true}`, "malformed", "r"},
		{"a field of the wrong sort", `{"type":"read","ref":"r","seq":"three"}`, "malformed", "r"},
		{"something after the frame", `{"type":"leave"} {}`, "malformed", ""},
		{"nothing said", `{"type":"say","ref":"r","client_id":"c","text":"  "}`, "malformed", "r"},
		{"text that no database stores", `{"type":"say","ref":"r","client_id":"c","text":"a\u0000b"}`, "malformed", "r"},
		{"a type that nobody knows", `{"type":"dance","ref":"r"}`, "unknown_type", "r"},
		{"far too much", `{"type":"say","ref":"r","client_id":"c","text":"` + strings.Repeat("x", 70_000) + `"}`, "too_large", ""},
		{"too late", `{"type":"say","ref":"r","client_id":"c","text":"too late"}`, "too_late", "r"},
		{"too fast", `{"type":"typing","ref":"r","on":true}`, "too_fast", "r"},
		{"hello again", `{"type":"hello","ref":"r","pos":null}`, "too_late", "r"},
	}
	w := newWorld(t)
	n := w.node(&live.Memory{})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := w.screen().dial(n.url + "/ws/visitor?token=ada")
			s.next("snapshot")
			if err := s.conn.WriteMessage(websocket.TextMessage, []byte(c.frame)); err != nil {
				t.Fatal(err)
			}
			f := s.next("error")
			ref, _ := f["ref"].(string)
			if f["code"] != c.code || ref != c.ref || f["message"] == "" {
				t.Errorf("answer %v, want %s with ref %q", f, c.code, c.ref)
			}
			if c.code == "too_fast" && f["retry_s"] != 2.0 {
				t.Errorf("retry after %v s, want 2", f["retry_s"])
			}
			s.say(map[string]any{"type": "say", "client_id": "next", "text": "still here"})
			if f := s.next("said"); f["client_id"] != "next" {
				t.Errorf("said %v", f)
			}
		})
	}

	t.Run("hello comes first", func(t *testing.T) {
		conn, _, err := websocket.DefaultDialer.Dial(n.url+"/ws/visitor?token=ada", nil)
		if err != nil {
			t.Fatal(err)
		}
		s := w.screen()
		s.conn = conn
		defer s.cut()
		s.say(map[string]any{"type": "leave"})
		if f := s.next("error"); f["code"] != "malformed" {
			t.Errorf("answer %v", f)
		}
	})

	t.Run("without end they cost the socket", func(t *testing.T) {
		s := w.screen().dial(n.url + "/ws/agent")
		for range 30 {
			_ = s.conn.WriteMessage(websocket.TextMessage, []byte("nonsense"))
		}
		if code := s.closed(); code != 4009 {
			t.Errorf("closed with %d, want 4009", code)
		}
		last := s.frames[len(s.frames)-1]
		if last["type"] != "bye" || last["retry"] != false {
			t.Errorf("last words %v", last)
		}
	})
}

func TestATopicThatIsRefusedCostsOnlyItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	callback := "callback:" + centre.NewID[string]()
	s := w.screen().dial(n.url+"/ws/agent", "weather", callback)
	s.next("snapshot")
	if f := s.next("error"); f["code"] != "malformed" {
		t.Errorf("weather: %v", f)
	}
	s.until(w.happen(n.bus, thing(1), callback))
	s.say(map[string]any{"type": "watch", "topic": "callback:*"})
	if f := s.next("error"); f["code"] != "malformed" {
		t.Errorf("all callbacks: %v", f)
	}
}

func TestWhoMayComeIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})

	t.Run("a stranger's page may not", func(t *testing.T) {
		_, res, err := websocket.DefaultDialer.Dial(n.url+"/ws/agent", http.Header{"Origin": {"https://evil.example"}})
		if err == nil || res.StatusCode != http.StatusForbidden {
			t.Errorf("let in: %v", err)
		}
		_ = res.Body.Close()
	})
	t.Run("an unknown token is told so", func(t *testing.T) {
		if code := w.screen().dial(n.url + "/ws/visitor?token=eve").closed(); code != 4003 {
			t.Errorf("closed with %d, want 4003", code)
		}
	})
	t.Run("nobody signed in is told so", func(t *testing.T) {
		w.signOut()
		if code := w.screen().dial(n.url + "/ws/agent").closed(); code != 4001 {
			t.Errorf("closed with %d, want 4001", code)
		}
	})
}

func TestTheEndOfASessionEndsItsSockets(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"agent.deactivated", "agent.password_changed", "agent.signed_out"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			n := w.node(&live.Memory{})
			s := w.screen().dial(n.url + "/ws/agent")
			s.next("snapshot")
			end := centre.Event{Kind: kind, Subject: centre.Subject{Kind: "agent", ID: string(mia)}, Topics: []string{toMia}}
			w.event(n.bus, end) // of another session: this one is still good
			s.until(w.happen(n.bus, thing(1), toMia))
			w.signOut()
			w.event(n.bus, end)
			told := time.Now()
			if code := s.closed(); code != 4001 {
				t.Errorf("closed with %d, want 4001", code)
			}
			if took := time.Since(told); took > time.Second {
				t.Errorf("closed after %v", took)
			}
		})
	}
}

func TestSlowClientIsCutAndHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	noise := make([]byte, 100_000)
	_, _ = rand.Read(noise)
	w.pad = hex.EncodeToString(noise)
	n := w.node(&live.Memory{})
	slow := w.screen().dial(n.url + "/ws/agent")
	slow.next("snapshot")
	quick := w.screen().dial(n.url + "/ws/agent")
	quick.next("snapshot")
	for range 200 {
		quick.until(w.happen(n.bus, thing(1), toMia))
	}
	if code := slow.closed(); code == 1000 || len(slow.seen) == 200 {
		t.Errorf("the slow one was not cut: code %d, %d events", code, len(slow.seen))
	}
	w.mu.Lock()
	w.pad = ""
	w.mu.Unlock()
	slow.dial(n.url + "/ws/agent")
	slow.until(quick.pos)
	if len(slow.seen) != 200 {
		t.Errorf("the slow one saw %d events after it came back, want 200", len(slow.seen))
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{}, func(o *live.Options) { o.Silence = 300 * time.Millisecond })
	alive := func(s *screen, until func() bool) {
		for !until() {
			s.say(map[string]any{"type": "ping", "t": 1})
			s.next("pong")
			time.Sleep(20 * time.Millisecond)
		}
	}
	first := w.screen().dial(n.url + "/ws/agent")
	first.next("snapshot")
	second := w.screen().dial(n.url + "/ws/agent")
	second.next("snapshot")
	eventually(t, "linked", func() bool { return len(w.links()) == 1 })

	t.Run("one of two tabs closing changes nothing, silence does", func(t *testing.T) {
		first.cut()
		silent := time.Now()
		alive(second, func() bool { return time.Since(silent) > 500*time.Millisecond })
		if diff := cmp.Diff([]string{"linked a"}, w.links()); diff != "" {
			t.Error(diff)
		}
		if code := second.closed(); code != 4000 {
			t.Errorf("the silent one was closed with %d, want 4000", code)
		}
		eventually(t, "unlinked", func() bool { return slices.Equal(w.links(), []string{"linked a", "unlinked a"}) })
	})

	t.Run("a node that stops says so to all", func(t *testing.T) {
		s := w.screen().dial(n.url + "/ws/agent")
		s.next("snapshot")
		eventually(t, "linked again", func() bool { return len(w.links()) == 3 })
		n.stop()
		if code := s.closed(); code != 4000 {
			t.Errorf("closed with %d, want 4000", code)
		}
		if last := s.frames[len(s.frames)-1]; last["type"] != "bye" || last["retry"] != true {
			t.Errorf("last words %v", last)
		}
		if got := w.links(); len(got) != 4 || got[3] != "unlinked a" {
			t.Errorf("presence was told %v", got)
		}
	})
}

func TestTypingReachesTheOtherSide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	visitor := w.screen().dial(n.url + "/ws/visitor?token=ada")
	visitor.next("snapshot")
	a := w.screen().dial(n.url + "/ws/agent")
	a.next("snapshot")
	a.say(map[string]any{"type": "typing", "contact_id": adaChat, "on": true})
	f := visitor.next("typing")
	if from := f["from"].(map[string]any); from["kind"] != "agent" || from["name"] != "Mia" || f["on"] != true {
		t.Errorf("typing %v", f)
	}
}

func TestWhereAVisitorIsNeedsTheirConsent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	visitor := w.screen().dial(n.url + "/ws/visitor?token=ada")
	visitor.next("snapshot")
	visitor.say(map[string]any{"type": "page", "page": map[string]any{"url": "https://shop/lamps"}, "consent": true})
	visitor.say(map[string]any{"type": "page", "page": map[string]any{"url": "https://shop/secret"}, "consent": false})
	visitor.say(map[string]any{"type": "page", "page": map[string]any{"url": strings.Repeat("x", 3000)}, "consent": true})
	if f := visitor.next("error"); f["code"] != "malformed" {
		t.Errorf("a page far too long: %v", f)
	}
	want := []*contact.Page{nil, {URL: "https://shop/lamps"}, nil} // the first: said at hello
	w.mu.Lock()
	defer w.mu.Unlock()
	if diff := cmp.Diff(want, w.pages); diff != "" {
		t.Error(diff)
	}
}

func TestWaitingVisitorsHearTheirPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	w.stands(3, 90)
	visitor := w.screen().dial(n.url + "/ws/visitor?token=ada")
	if f := visitor.next("position"); f["position"] != 3.0 || f["wait_s"] != 90.0 {
		t.Errorf("position %v", f)
	}
	w.stands(5, 150) // somebody of higher rank came: the place told before is not taken back
	if f := visitor.next("position"); f["position"] != 0.0 || f["wait_s"] != 150.0 {
		t.Errorf("position %v after others went ahead", f)
	}
	again := w.screen().dial(n.url + "/ws/visitor?token=ada")
	if f := again.next("position"); f["position"] != 0.0 || f["wait_s"] != 150.0 {
		t.Errorf("position %v in the same customer's second window", f)
	}
	w.stands(2, 60)
	if f := again.next("position"); f["position"] != 2.0 || f["wait_s"] != 60.0 {
		t.Errorf("position %v", f)
	}
}

func TestBoardIsPushedPacked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	var wire atomic.Int64
	packed := websocket.Dialer{EnableCompression: true, NetDial: func(network, address string) (net.Conn, error) {
		c, err := net.Dial(network, address)
		return counted{c, &wire}, err
	}}
	conn, _, err := packed.Dial(n.url+"/ws/agent", nil)
	if err != nil {
		t.Fatal(err)
	}
	s := w.screen()
	s.conn = conn
	defer s.cut()
	s.say(map[string]any{"type": "hello", "pos": nil, "watch": []string{"board"}})
	s.next("board")
	before := wire.Load()
	began := time.Now()
	w.happen(n.bus, thing(1), "board")
	f := s.next("board")
	if queues := f["board"].(map[string]any)["queues"].([]any); queues[0].(map[string]any)["waiting"] != 1.0 {
		t.Errorf("the board does not know yet: %v", queues[0])
	}
	t.Logf("board frame of 40 queues: %d bytes on the wire, %v after the event", wire.Load()-before, time.Since(began))
	if size := wire.Load() - before; size > 2000 {
		t.Errorf("%d bytes on the wire: not packed", size)
	}
	for _, f := range s.frames {
		if f["type"] == "event" {
			t.Errorf("the board's topic was told as an event: %v", f)
		}
	}
}

// counted counts the bytes that a client reads.
type counted struct {
	net.Conn
	read *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.read.Add(int64(n))
	return n, err
}

func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	s := w.screen().dial(n.url + "/ws/agent")
	s.next("snapshot")
	w.mu.Lock()
	w.away = true
	w.mu.Unlock()
	w.happen(n.bus, thing(1), toMia)
	last := w.happen(n.bus, thing(2), toMia)
	w.mu.Lock()
	w.away = false
	w.mu.Unlock()
	s.until(last)
	if len(s.seen) != 2 {
		t.Errorf("saw %v, want both events", s.seen)
	}
}

func TestReplacedVisitors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	var all []*screen
	for range 9 {
		s := w.screen().dial(n.url + "/ws/visitor?token=ada")
		s.next("snapshot")
		all = append(all, s)
	}
	if code := all[0].closed(); code != 4002 {
		t.Errorf("the oldest was closed with %d, want 4002", code)
	}
}
