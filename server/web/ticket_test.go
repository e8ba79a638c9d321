package web

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/ticket"
	"switchboard/sql/sqltest"
)

// newMorning is a house at ten in the morning in New York, and its floor.
func newMorning(t *testing.T) (*house, *sqltest.Floor) {
	t.Helper()
	f := sqltest.NewFloor(t)
	h := newHouseOn(t, f.Store)
	f.Site = h.site.ID // what the test puts there is its people's
	h.clock.Pass(time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC).Sub(h.clock.Now()))
	return h, f
}

func TestTicketsDoor(t *testing.T) {
	t.Parallel()
	d, f := newMorning(t)
	var tk ticket.Ticket
	body := fmt.Sprintf(`{"subject":"Charged twice","queue_id":%q,"customer_id":%q,"text":"Please look.","from":"customer"}`, f.Queue("Billing"), f.Customer("Cara", "B"))
	if code := d.as(t, agent.RoleAgent, "POST", "/tickets", body, &tk); code != http.StatusCreated || tk.Number != 1001 || tk.Customer.Name != "Cara" {
		t.Fatalf("open: %d %+v", code, tk)
	}
	path := "/tickets/" + string(tk.ID)

	var p Problem
	if code := d.as(t, agent.RoleAgent, "PATCH", path, `{"version":1,"state":"solved"}`, &p); code != http.StatusUnprocessableEntity || len(p.Errors) != 2 || p.Errors[0].Location != "body.category" {
		t.Errorf("solve without a resolution: %d %+v", code, p)
	}
	if code := d.as(t, agent.RoleAgent, "PATCH", path, `{"version":1,"state":"closed"}`, &p); code != http.StatusUnprocessableEntity {
		t.Errorf("close by hand: %d", code)
	}
	if code := d.as(t, agent.RoleAgent, "POST", path+"/comments", `{"text":"On it."}`, nil); code != http.StatusCreated {
		t.Errorf("comment: %d", code)
	}
	var conflict struct {
		Code    string
		Current ticket.Ticket
		Changes []centre.Change
	}
	if code := d.as(t, agent.RoleAgent, "PATCH", path, `{"version":1,"priority":1}`, &conflict); code != http.StatusConflict || conflict.Current.Version != 2 || conflict.Current.State != ticket.Open ||
		len(conflict.Changes) != 1 || conflict.Changes[0].By.Name != "A agent" || !slices.Contains(conflict.Changes[0].Fields, "state") {
		t.Errorf("an old version: %d %+v", code, conflict)
	}
	var said centre.List[ticket.Comment]
	if code := d.as(t, agent.RoleAgent, "GET", path+"/comments", "", &said); code != http.StatusOK || len(said.Items) != 2 || said.Items[0].From.Name != "A agent" {
		t.Errorf("comments: %d %+v", code, said)
	}
	var list centre.List[ticket.Ticket]
	if code := d.as(t, agent.RoleAgent, "GET", "/tickets?state=new,open&limit=1", "", &list); code != http.StatusOK || len(list.Items) != 1 || list.NextCursor != nil {
		t.Errorf("list: %d %+v", code, list)
	}
}

func TestCallbacksDoor(t *testing.T) {
	t.Parallel()
	d, f := newMorning(t)
	queue, customer := f.Queue("Callbacks"), f.Customer("Cara", "B")
	promise := func(local string, out any) int {
		return d.as(t, agent.RoleAgent, "POST", "/callbacks", fmt.Sprintf(
			`{"customer_id":%q,"queue_id":%q,"phone":"(212) 555-0100","local":%q,"zone":"America/New_York","topic":"The invoice"}`, customer, queue, local), out)
	}
	var c, again callback.Callback
	if code := promise("2026-11-23T10:15", &c); code != http.StatusCreated || c.State != callback.Scheduled || c.Phone != "+12125550100" {
		t.Fatalf("promise: %d %+v", code, c)
	}
	if code := promise("2026-11-23T10:15", &again); code != http.StatusCreated || again.ID != c.ID {
		t.Errorf("promise again: %d %+v", code, again)
	}
	var refused struct {
		Errors  []struct{ Location string }
		Current callback.Answer
	}
	if code := promise("2026-11-24T06:00", &refused); code != http.StatusUnprocessableEntity || len(refused.Current.Windows) != 1 || refused.Errors[0].Location != "body.local" {
		t.Errorf("promise at six: %d %+v", code, refused)
	}
	if code := promise("2026-03-08T02:30", nil); code != http.StatusUnprocessableEntity {
		t.Errorf("promise for a time that does not exist: %d", code)
	}
	var a callback.Answer
	if code := d.as(t, agent.RoleAgent, "POST", "/callbacks/check", `{"phone":"+12125550100","local":"2026-11-24T21:00","zone":"America/New_York"}`, &a); code != http.StatusOK || a.Allowed || a.Reason != "outside_hours" {
		t.Errorf("check: %d %+v", code, a)
	}

	path := "/callbacks/" + string(c.ID)
	var dialled callback.Dialled
	if code := d.as(t, agent.RoleAgent, "POST", path+"/dial", "", &dialled); code != http.StatusOK || dialled.URL != "tel:+12125550100" {
		t.Errorf("dial within the window: %d %+v", code, dialled)
	}
	if code := d.as(t, agent.RoleAgent, "POST", path+"/outcome", `{"outcome":"reached","note":"Sorted out."}`, &c); code != http.StatusOK || c.State != callback.Kept {
		t.Errorf("outcome: %d %+v", code, c)
	}
	if code := d.as(t, agent.RoleAgent, "POST", path+"/cancel", `{"reason":"too late"}`, nil); code != http.StatusConflict {
		t.Errorf("cancel what is kept: %d", code)
	}

	var opposed, moved callback.Callback
	if code := promise("2026-11-23T10:10", &opposed); code != http.StatusCreated {
		t.Fatalf("promise: %d", code)
	}
	if code := d.as(t, agent.RoleAgent, "POST", "/callbacks/"+string(opposed.ID)+"/move", `{"local":"2026-11-23T10:05","zone":"America/New_York"}`, &moved); code != http.StatusOK || moved.MovedFrom != opposed.ID {
		t.Errorf("move: %d %+v", code, moved)
	}
	f.Exec(`UPDATE customers SET consent = '{"calls": "no"}' WHERE id = $1`, customer)
	if code := d.as(t, agent.RoleAgent, "POST", "/callbacks/"+string(moved.ID)+"/dial", "", nil); code != http.StatusForbidden || f.Count(`SELECT count(*) FROM permits WHERE NOT allowed AND reason = 'opted_out'`) != 1 {
		t.Errorf("dial who wants no calls: %d", code)
	}
	dial := d.here[agent.RoleAgent].with("Idempotency-Key", "k1")
	first := dial.send("POST", "/callbacks/"+string(moved.ID)+"/dial", nil)
	second := dial.send("POST", "/callbacks/"+string(moved.ID)+"/dial", nil)
	if first.Code != http.StatusForbidden || second.Code != http.StatusForbidden || first.Body.String() != second.Body.String() ||
		second.Header().Get("Content-Type") != "application/problem+json" || f.Count(`SELECT count(*) FROM permits WHERE NOT allowed`) != 2 {
		t.Errorf("dialled twice with one key: %d %s, then %d %s", first.Code, first.Body, second.Code, second.Body)
	}
	var list centre.List[callback.Callback]
	if code := d.as(t, agent.RoleAgent, "GET", "/callbacks?state=scheduled&from=2026-11-23T00:00:00Z", "", &list); code != http.StatusOK || len(list.Items) != 1 {
		t.Errorf("list: %d %+v", code, list)
	}
}
