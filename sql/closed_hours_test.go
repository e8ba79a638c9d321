package sql_test

import (
	"errors"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// night is a shift at nine in the evening, with a queue that opens at eight in the morning.
type night struct {
	*shift
	queue centre.QueueID
	opens time.Time
}

func newNight(t *testing.T) night {
	t.Helper()
	s := newShift(t)
	office := calendar.Calendar{Zone: "UTC"}
	for day := 1; day <= 7; day++ {
		office.Weekly = append(office.Weekly, calendar.Weekly{Day: day, Hours: calendar.Hours{From: 8 * 60, To: 18 * 60}})
	}
	n := night{shift: s, queue: s.QueueWithHours("Support", office)}
	s.Public(n.queue)
	n.opens = s.Pass(12 * time.Hour).Add(11 * time.Hour)
	return n
}

func (n night) defers() { n.Exec(`UPDATE queues SET when_closed = 'defer'`) }

// chat begins a chat at night.
func (n night) chat() (chat.Conversation, error) {
	n.t.Helper()
	v, _, err := n.chats.NewVisit(n.ctx)
	n.must(err)
	c, _, err := n.chats.Start(n.ctx, v.VisitorID, chat.Opening{Text: "Is anybody there?", ClientID: "1"})
	return c, err
}

func (n night) itemOf(column string, id any) centre.ItemID {
	n.t.Helper()
	var item centre.ItemID
	n.must(n.DB.Get(&item, `SELECT id FROM items WHERE `+column+` = $1`, id))
	return item
}

func (n night) opened(item centre.ItemID) { n.t.Helper(); n.must(n.routing.Open(n.ctx, item)) }

func TestAChatThatComesWhileItsQueueIsClosed(t *testing.T) {
	t.Parallel()
	t.Run("is refused, and told when it opens", func(t *testing.T) {
		t.Parallel()
		n := newNight(t)
		_, err := n.chat()
		n.wantCode(err, "closed_hours")
		var f *centre.Fault
		if errors.As(err, &f); !f.Detail.(map[string]any)["opens_at"].(time.Time).Equal(n.opens) {
			t.Errorf("it is told %v", f.Detail)
		}
		if left := n.Count(`SELECT count(*) FROM contacts`) + n.Count(`SELECT count(*) FROM items`); left != 0 {
			t.Error("something is left of it")
		}
	})
	t.Run("waits for the opening where the queue says so, and keeps its place", func(t *testing.T) {
		t.Parallel()
		n := newNight(t)
		n.defers()
		ana := n.Hire("Ana").Serving(n.queue).Ready(n.Now())
		came := n.Now()
		c, err := n.chat()
		n.must(err)
		if c.State != routing.Deferred || c.OpensAt == nil || !c.OpensAt.Equal(n.opens) {
			t.Fatalf("it is %s until %v", c.State, c.OpensAt)
		}
		item := n.itemOf("contact_id", c.ContactID)
		if n.decide() != 0 {
			t.Fatal("it was offered in the night")
		}
		n.Pass(time.Hour)
		n.opened(item) // far too early
		n.wantItem(item, routing.Deferred, "", came)
		n.Pass(10 * time.Hour)
		n.opened(item)
		n.opened(item) // tasks come twice
		later := n.Arrives(routing.Chat, n.queue, "C", n.Pass(time.Second))
		n.decide()
		n.wantItem(item, routing.Offered, ana, came)
		n.wantItem(later.Item, routing.Offered, ana, n.Now())
		if first := n.rings(ana)[0]; first.Item.ID != item {
			t.Error("who came in the morning goes first")
		}
		why, err := routing.NewExplainer(n.Store.Read(), n.Store.Read(), n.Now).Item(n.ctx, item)
		n.must(err)
		if why.Deferred == nil || !why.Deferred.OpensAt.Equal(n.opens) || why.Deferred.Text != "Support was closed when it came; it keeps its place." {
			t.Errorf("why: %+v", why.Deferred)
		}
	})
	t.Run("is over when its customer leaves", func(t *testing.T) {
		t.Parallel()
		n := newNight(t)
		n.defers()
		c, err := n.chat()
		n.must(err)
		n.must(n.Store.Do(n.ctx, func(w *sql.Work) error {
			return n.routing.Leave(n.ctx, w, centre.System, c.ContactID, n.Now())
		}))
		n.Pass(11 * time.Hour)
		item := n.itemOf("contact_id", c.ContactID)
		n.opened(item)
		n.wantItem(item, routing.Ended, "", n.Now().Add(-11*time.Hour))
	})
}

func TestACallThatComesWhileItsQueueIsClosedIsRefused(t *testing.T) {
	t.Parallel()
	n := newNight(t)
	n.defers()
	_, err := sqltest.Arrive(n.ctx, n.Store, contact.Opening{Channel: routing.Call, CustomerID: n.Customer("Cara", "A"), QueueID: n.queue}, n.Now())
	n.wantCode(err, "closed_hours")
}

func TestATicketWaitsForTheOpening(t *testing.T) {
	t.Parallel()
	n := newNight(t)
	tickets := ticket.NewService(sql.Transact[ticket.Store](n.Store), n.Store.Read(), n.Now)
	begun := func(priority int) (ticket.Ticket, centre.ItemID) {
		tk, err := tickets.Begin(n.ctx, centre.System, ticket.Draft{Subject: "Broken", QueueID: n.queue, CustomerID: n.Customer("Cara", "A"), Priority: priority})
		n.must(err)
		n.must(tickets.Route(n.ctx, tk.ID))
		n.must(tickets.Route(n.ctx, tk.ID)) // a second time it changes nothing
		return tk, n.itemOf("ticket_id", tk.ID)
	}
	came := n.Now()
	tk, item := begun(3)
	n.wantItem(item, routing.Deferred, "", came)
	_, urgent := begun(1)
	n.wantItem(urgent, routing.Queued, "", came)

	n.Pass(time.Hour)
	open := n.Queue("Nights")
	_, err := tickets.Edit(n.ctx, centre.System, tk.ID, ticket.Edit{Version: 1, QueueID: &open})
	n.must(err)
	n.wantItem(item, routing.Queued, "", came)
}

func TestDeferredWorkFollowsNewHours(t *testing.T) {
	t.Parallel()
	n := newNight(t)
	n.defers()
	came := n.Now()
	c, err := n.chat()
	n.must(err)
	item := n.itemOf("contact_id", c.ContactID)
	var hours string
	n.must(n.DB.Get(&hours, `SELECT calendar_id FROM queues WHERE id = $1`, n.queue))
	n.Exec(`UPDATE calendars SET weekly = '[]'`)
	n.must(n.routing.Rehour(n.ctx, hours))
	if left := n.Count(`SELECT count(*) FROM items WHERE not_before IS NOT NULL`); left != 0 {
		t.Error("it waits for an opening that there will not be")
	}
	n.Exec(`UPDATE queues SET calendar_id = NULL`)
	n.must(n.routing.Rehour(n.ctx, string(n.queue)))
	n.wantItem(item, routing.Queued, "", came)
}

// One item that cannot follow now holds up no other, and the task stays open for it.
func TestNewHoursReachWhatFailedAtFirst(t *testing.T) {
	t.Parallel()
	n := newNight(t)
	n.defers()
	var items []centre.ItemID
	for range 3 {
		c, err := n.chat()
		n.must(err)
		items = append(items, n.itemOf("contact_id", c.ContactID))
	}
	n.Exec(`UPDATE queues SET calendar_id = NULL`)
	var task sql.Task
	n.must(n.Store.Do(n.ctx, func(w *sql.Work) error {
		kept, err := w.AddTasks(n.ctx, []sql.Task{{EventID: 1 << 40, Kind: "item:rehour", SubjectID: string(n.queue), Lane: "default", DueAt: n.Now()}})
		if err == nil {
			task = kept[0]
		}
		return err
	}))
	ctx := sql.WithTask(n.ctx, task, n.Now())

	n.Exec(`ALTER TABLE items ADD CONSTRAINT stuck CHECK (id <> '` + string(items[1]) + `' OR state = 'deferred')`)
	if err := n.routing.Rehour(ctx, string(n.queue)); err == nil {
		t.Fatal("nobody learns that an item did not follow")
	}
	if _, err := n.Store.OpenTask(n.ctx, task.ID); err != nil {
		t.Fatalf("the task is not open for what is left: %v", err)
	}
	if queued := n.Count(`SELECT count(*) FROM items WHERE state = 'queued'`); queued != 2 {
		t.Errorf("%d items follow the new hours, all but one should", queued)
	}

	n.Exec(`ALTER TABLE items DROP CONSTRAINT stuck`)
	n.must(n.routing.Rehour(ctx, string(n.queue)))
	n.must(n.Store.CloseTask(ctx))
	if queued := n.Count(`SELECT count(*) FROM items WHERE state = 'queued'`); queued != 3 {
		t.Errorf("%d items follow the new hours, want all three", queued)
	}
	if _, err := n.Store.OpenTask(n.ctx, task.ID); !centre.IsKind(err, centre.NotFound) {
		t.Errorf("the task is not done: %v", err)
	}
}
