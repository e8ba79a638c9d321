package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/sql/sqltest"
)

// holding is a shop at noon in New York where whoever comes waits for ten minutes.
type holding struct {
	*shop
	slow *sqltest.Slow
}

func newHolding(t *testing.T) *holding {
	t.Helper()
	s := newShop(t)
	now := s.clock.Now()
	noon := time.Date(now.Year(), now.Month(), now.Day(), 17, 0, 0, 0, time.UTC).AddDate(0, 0, 1)
	s.clock.Pass(noon.Sub(now))
	return &holding{s, s.floor.Slow("Support", s.clock)}
}

// comes is a visitor who waits in a chat: their token, and the contact.
func (h *holding) comes() (string, centre.ContactID) {
	h.t.Helper()
	var v begunVisit
	h.ask("POST", "/visit/sessions", `{}`, &v)
	c, _, err := h.chats.Start(context.Background(), v.VisitorID, chat.Opening{Text: "Hello?", ClientID: centre.NewID[string](), QueueID: h.slow.Queue})
	if err != nil {
		h.t.Fatal(err)
	}
	return v.Token, c.ContactID
}

// as is a request of the visitor of a token.
func (h *holding) as(token, path, body string, out any) *httptest.ResponseRecorder {
	h.t.Helper()
	return h.ask("POST", path, body, out, "Authorization", "Visitor "+token)
}

// calls asks for a call instead of waiting.
func (h *holding) calls(token, phone string) expected {
	h.t.Helper()
	var e expected
	if w := h.as(token, "/visit/queue-callback", `{"phone":"`+phone+`","zone":"America/New_York"}`, &e); w.Code != http.StatusOK {
		h.t.Fatalf("%d %s", w.Code, w.Body)
	}
	return e
}

const (
	callMe = `{"phone":"+1 212 555 0142","zone":"America/New_York"}`
	undo   = "/visit/queue-callback/undo"
)

func TestWhoWaitsMayBeCalledInstead(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	ada, chat := h.comes()
	came := h.clock.Now()
	h.clock.Pass(time.Minute)
	first := h.calls(ada, "(212) 555-0142")
	if first.Phone != "+12125550142" || !first.Since.Equal(came.Truncate(time.Microsecond)) || !first.DueAt.After(h.clock.Now()) {
		t.Errorf("%+v", first)
	}

	t.Run("asked twice it is the same call, to the number that was said the second time", func(t *testing.T) {
		if again := h.calls(ada, "+1 212 555 0142"); again != first {
			t.Errorf("%+v after %+v", again, first)
		}
		corrected := first
		corrected.Phone = "+12125550199"
		if again := h.calls(ada, "+1 212 555 0199"); again != corrected {
			t.Errorf("%+v, want %+v", again, corrected)
		}
		if n := h.floor.Count(`SELECT count(*) FROM callbacks`); n != 1 {
			t.Errorf("%d callbacks", n)
		}
	})
	t.Run("another customer touches only their own", func(t *testing.T) {
		bo, _ := h.comes()
		if w := h.as(bo, undo, "", nil); w.Code != http.StatusNoContent {
			t.Errorf("who waits anyway: %d %s", w.Code, w.Body)
		}
		if n := h.floor.Count(`SELECT count(*) FROM items WHERE contact_id = $1 AND channel = 'callback'`, chat); n != 1 {
			t.Error("somebody else's wish undid the call")
		}
	})
	t.Run("they may rather wait, and again be called", func(t *testing.T) {
		for range 2 {
			if w := h.as(ada, undo, "", nil); w.Code != http.StatusNoContent {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if n := h.floor.Count(`SELECT count(*) FROM items WHERE contact_id = $1 AND channel = 'chat' AND state = 'queued' AND enqueued_at = $2`, chat, came); n != 1 {
				t.Error("they do not wait where they did")
			}
		}
		if next := h.calls(ada, "+1 212 555 0142"); next.ID == first.ID || next.Since != first.Since {
			t.Errorf("%+v after %+v", next, first)
		}
	})
	t.Run("not when somebody is about to call", func(t *testing.T) {
		h.slow.Rings()
		refused(t, h.as(ada, undo, "", nil), http.StatusConflict, "too_late")
	})
}

func TestWhoIsNotCalledInstead(t *testing.T) {
	t.Parallel()
	h := newHolding(t)

	t.Run("who has no visit, or no chat", func(t *testing.T) {
		var v begunVisit
		h.ask("POST", "/visit/sessions", `{}`, &v)
		for _, path := range []string{"/visit/queue-callback", undo} {
			refused(t, h.as("nobody", path, callMe, nil), http.StatusUnauthorized, "")
			refused(t, h.as(v.Token, path, callMe, nil), http.StatusConflict, "not_waiting")
		}
	})
	t.Run("nor whose number is none", func(t *testing.T) {
		token, _ := h.comes()
		refused(t, h.as(token, "/visit/queue-callback", `{"phone":"12"}`, nil), http.StatusUnprocessableEntity, "")
	})
	t.Run("nor where it is night by then", func(t *testing.T) {
		token, _ := h.comes()
		refused(t, h.as(token, "/visit/queue-callback", `{"phone":"+1 212 555 0142","zone":"Asia/Tokyo"}`, nil), http.StatusUnprocessableEntity, "outside_hours")
	})
	t.Run("nor when the queue offers none", func(t *testing.T) {
		token, _ := h.comes()
		h.floor.Exec(`UPDATE queues SET callback_after_s = 0`)
		refused(t, h.as(token, "/visit/queue-callback", callMe, nil), http.StatusConflict, "no_callback")
		h.floor.Exec(`UPDATE queues SET callback_after_s = 120`)
	})
	t.Run("nor who is served, nor who was", func(t *testing.T) {
		h := newHolding(t)
		token, contact := h.comes()
		h.slow.Rings()
		refused(t, h.as(token, "/visit/queue-callback", callMe, nil), http.StatusConflict, "not_waiting")
		h.slow.Takes()
		refused(t, h.as(token, "/visit/queue-callback", callMe, nil), http.StatusConflict, "not_waiting")
		h.floor.Exec(`UPDATE items SET state = 'completed', ended_at = $2 WHERE contact_id = $1`, contact, h.clock.Now())
		for _, path := range []string{"/visit/queue-callback", undo} {
			refused(t, h.as(token, path, callMe, nil), http.StatusConflict, "not_waiting")
		}
	})
}
