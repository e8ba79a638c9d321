package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/call"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// exchange is a door for telephone systems, and the floor behind it.
type exchange struct {
	*house
	floor  *sqltest.Floor
	router *routing.Service
	system *person // the telephone system
}

func newExchange(t *testing.T) *exchange {
	t.Helper()
	floor := sqltest.NewFloor(t)
	x := &exchange{house: newHouseOn(t, floor.Store), floor: floor}
	x.router = routing.New(sql.Transact[routing.Batch](floor.Store), x.clock.Now, routing.Follows{})
	x.svc.Calls = call.New(sql.Transact[call.Store](floor.Store), x.clock.Now, x.router,
		call.Callers{
			Known: func(ctx context.Context, phone string) (call.Caller, error) {
				c, err := x.svc.Customers.KnownBy(ctx, customer.Identity{Kind: customer.Phone, Value: phone})
				return call.Caller{ID: c.ID, Tier: c.Tier}, err
			},
			Add: func(ctx context.Context, w call.Store, by centre.Actor, phone string) (call.Caller, error) {
				c, err := x.svc.Customers.CreateWithin(ctx, w.(customer.Store), by, customer.Draft{Identities: []customer.Identity{{Kind: customer.Phone, Value: phone}}})
				return call.Caller{ID: c.ID, Tier: c.Tier}, err
			},
		}, sqltest.Rejoin)
	x.svc.Work = routing.NewViewer(floor.Store.Read(), floor.Store.Read(),
		func(context.Context, []routing.Card) (map[centre.CustomerID]any, error) { return nil, nil }, floor.Store.Head, x.clock.Now)
	x.system = x.signedIn(t, agent.RoleAdmin)
	return x
}

func TestWhatIsWrongWithACallIsSaidOfTheCallersOwnFields(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	x.floor.Queue("Support")
	for name, c := range map[string]struct{ sent, at string }{
		"no id":         {`{"external_id":"1","from":"+12125550100","queue_id":"nope"}`, "body.queue_id"},
		"no such queue": {`{"external_id":"2","from":"+12125550100","queue_id":"0199aaaa-0000-7000-8000-000000000000"}`, "body.queue_id"},
		"no number":     {`{"external_id":"3","from":"nobody","queue_name":"Support"}`, "body.from"},
	} {
		w := x.system.send("POST", "/calls", json.RawMessage(c.sent))
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `"`+c.at+`"`) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

// Of a call that is refused nothing is kept, nor of who made it; of one that is not, all of it.
func TestOfARefusedCallNothingIsKept(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	x.floor.Queue("Support")
	x.floor.QueueWithHours("Closed", calendar.Calendar{Zone: "UTC", Weekly: []calendar.Weekly{}})
	kept := func() [6]int {
		var n [6]int
		for i, table := range []string{"customers", "customer_identities", "contacts", "items", "journal WHERE kind LIKE 'customer.%'", "idempotency_keys"} {
			n[i] = x.floor.Count(`SELECT count(*) FROM ` + table)
		}
		return n
	}
	before := kept()
	for name, c := range map[string]struct {
		sent, code string
		status     int
	}{
		"a queue that never was":   {`{"external_id":"1","from":"+12125550101","queue_id":"` + anyID + `"}`, "", 422},
		"no queue of the name":     {`{"external_id":"2","from":"+12125550102","queue_name":"Sails"}`, "", 422},
		"a queue that is closed":   {`{"external_id":"3","from":"+12125550103","queue_name":"Closed"}`, "closed_hours", 409},
		"a field that there isn't": {`{"external_id":"4","from":"+12125550104","queue_name":"Support","custom":{"size":"XL"}}`, "", 422},
		"no number":                {`{"external_id":"5","from":"nobody","queue_name":"Support"}`, "", 422},
	} {
		refused(t, x.system.with("Idempotency-Key", "key-"+name[:8]).send("POST", "/calls", c.sent), c.status, c.code)
		if now := kept(); now != before {
			t.Errorf("%s: kept %v where there was %v", name, now, before)
		}
	}
	if w := x.system.send("POST", "/calls", `{"external_id":"6","from":"+12125550103","queue_name":"Support"}`); w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if got, want := kept(), [6]int{1, 1, 1, 1, 1, 0}; got != want {
		t.Errorf("of a call that waits: %v, want %v", got, want)
	}
}

// Two calls from a number that nobody knows, at the same moment, are one customer's.
func TestTwoCallsOfANewNumberAreOneCustomers(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	x.floor.Queue("Support")
	var calls sync.WaitGroup
	for i := range 6 {
		calls.Go(func() {
			if w := x.system.send("POST", "/calls", fmt.Sprintf(`{"external_id":"line-%d","from":"+12125550101","queue_name":"Support"}`, i)); w.Code != http.StatusCreated {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
	calls.Wait()
	if customers, items := x.floor.Count(`SELECT count(*) FROM customers`), x.floor.Count(`SELECT count(*) FROM items WHERE state = 'queued'`); customers != 1 || items != 6 {
		t.Errorf("%d customers and %d calls, want 1 and 6", customers, items)
	}
}

func TestCallsComeAgainWithTheirKey(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	announced := map[string]string{"external_id": "line-1", "from": "+12125550100", "queue_name": "Support"}

	t.Run("one that could not be queued is queued", func(t *testing.T) {
		p := x.system.with("Idempotency-Key", "announce")
		refused(t, p.send("POST", "/calls", announced), http.StatusUnprocessableEntity, "")
		support := x.floor.Queue("Support")
		if w := p.send("POST", "/calls", announced); w.Code != http.StatusCreated {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		if w := p.send("POST", "/calls", announced); w.Header().Get("Idempotent-Replay") == "" {
			t.Errorf("the third time it was done again: %d %s", w.Code, w.Body)
		}
		if n := x.floor.Count(`SELECT count(*) FROM items WHERE queue_id = $1 AND state = 'queued'`, support); n != 1 {
			t.Errorf("%d calls wait", n)
		}
	})

	t.Run("one that was answered too late is answered when it rings again", func(t *testing.T) {
		var support centre.QueueID
		if err := x.floor.DB.Get(&support, `SELECT id FROM queues WHERE name = 'Support'`); err != nil {
			t.Fatal(err)
		}
		ana := x.floor.Hire("Ana").Serving(support).Ready(x.clock.Now())
		answered := map[string]string{"kind": "answered", "agent": string(ana) + "@example.test"}
		p := x.system.with("Idempotency-Key", "answered")

		x.rings(t)
		x.clock.Pass(time.Minute)
		refused(t, p.send("POST", "/calls/line-1/events", answered), http.StatusConflict, "offer_timeout")
		var late centre.OfferID
		if err := x.floor.DB.Get(&late, `SELECT id FROM offers WHERE open`); err != nil {
			t.Fatal(err)
		}
		if err := x.router.Expire(context.Background(), late); err != nil {
			t.Fatal(err)
		}
		x.floor.Exec(`UPDATE presence SET missed = false`)
		x.clock.Pass(time.Minute)
		x.rings(t)
		if w := p.send("POST", "/calls/line-1/events", answered); w.Code != http.StatusNoContent {
			t.Errorf("got %d %s", w.Code, w.Body)
		}
		if w := x.system.send("POST", "/calls/line-1/events", answered); w.Code != http.StatusNoContent {
			t.Errorf("said again without its key: %d %s", w.Code, w.Body)
		}
		ben := x.floor.Hire("Ben").Serving(support).Ready(x.clock.Now())
		lost := refused(t, x.system.send("POST", "/calls/line-1/events", map[string]string{"kind": "answered", "agent": string(ben) + "@example.test"}), http.StatusConflict, "already_taken")
		if won, _ := lost.Winner.(map[string]any); won["id"] != string(ana) || won["name"] != "Ana" {
			t.Errorf("Ben was told %v", lost.Winner)
		}
	})
}

// rings lets the router offer the one call that waits.
func (x *exchange) rings(t *testing.T) {
	t.Helper()
	if made, err := x.router.Round(context.Background(), x.floor.Site); err != nil || made != 1 {
		t.Fatalf("%d offers, %v", made, err)
	}
}
