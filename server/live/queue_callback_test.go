package live_test

import (
	"context"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
	"switchboard/server/live"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// holding is a door for visitors of a queue where whoever comes waits for ten minutes, at noon in
// New York.
type holding struct {
	*world
	slow      *sqltest.Slow
	chats     *chat.Service
	callbacks *callback.Service
	door      *node
}

func newHolding(t *testing.T) *holding {
	t.Helper()
	f, clock := sqltest.NewFloor(t), sqltest.ClockAt(time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC))
	rows := f.Store.Read()
	unnamed := func(_ context.Context, _ chat.Store, id centre.CustomerID, _, _ string, _ time.Time) (centre.CustomerID, error) {
		return id, nil
	}
	router := routing.New(sql.Transact[routing.Batch](f.Store), clock.Now, routing.Follows{})
	waits := wait.New(rows, clock.Now)
	h := &holding{
		world: newWorld(t), slow: f.Slow("Support", clock),
		chats:     chat.New(sql.Transact[chat.Store](f.Store), rows, clock.Now, router, unnamed, sqltest.Rejoin),
		callbacks: callback.New(sql.Transact[callback.Store](f.Store), rows, clock.Now, callback.Click{}, waits),
	}
	h.store, h.world.chats = f.Store, rows
	h.door = h.node(&live.Memory{}, func(o *live.Options) {
		o.House.Chats, o.House.Talks, o.House.Lines = h.chats, rows, waits
	})
	return h
}

// comes is a visitor who waits in a chat, and their window.
func (h *holding) comes() (centre.ContactID, *screen) {
	h.t.Helper()
	ctx := context.Background()
	v, token, err := h.chats.NewVisit(ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	c, _, err := h.chats.Start(ctx, v.VisitorID, chat.Opening{Text: "Hello?", ClientID: centre.NewID[string](), QueueID: h.slow.Queue})
	if err != nil {
		h.t.Fatal(err)
	}
	return c.ContactID, h.screen().dial(h.door.url + "/ws/visitor?token=" + token)
}

// calls has who waits in a contact called instead.
func (h *holding) calls(id centre.ContactID) {
	h.t.Helper()
	if _, err := h.callbacks.CallInstead(context.Background(), centre.System, id, callback.Instead{Phone: "+1 212 555 0142"}); err != nil {
		h.t.Fatal(err)
	}
}

// told reads until the window is told that.
func (s *screen) told(position int, call wait.Called) {
	s.t.Helper()
	for {
		f := s.next("position")
		if f["position"] == float64(position) && f["call"] == string(call) {
			return
		}
	}
}

func TestWhoWaitsHearsThatTheyMayBeCalled(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	first, ada := h.comes()
	_, bo := h.comes()
	ada.told(1, wait.CallOffered)
	bo.told(2, wait.CallOffered)
	h.calls(first)
	ada.told(1, wait.CallAccepted)
	if err := h.callbacks.WaitInstead(context.Background(), centre.System, first); err != nil {
		t.Fatal(err)
	}
	ada.told(1, wait.CallOffered)
	h.calls(first)
	h.slow.Rings()
	h.slow.Takes()
	bo.told(1, wait.CallOffered)
	for _, f := range bo.frames {
		if f["call"] == string(wait.CallAccepted) {
			t.Errorf("they hear of another's call: %v", f)
		}
	}
}
