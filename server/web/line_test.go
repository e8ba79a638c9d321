package web

import (
	"context"
	"net/http"
	"testing"

	"switchboard/server/centre/agent"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
	"switchboard/sql/sqltest"
)

func TestWhoMayMoveWaitingWork(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var q floor.Queue
	if code := h.as(t, agent.RoleSupervisor, "POST", "/queues", `{"name":"Billing","site_id":"`+string(h.site.ID)+`"}`, &q); code != http.StatusCreated {
		t.Fatal(code)
	}
	var c customer.Customer
	if code := h.as(t, agent.RoleAgent, "POST", "/customers", `{"name":"Ines"}`, &c); code != http.StatusCreated {
		t.Fatal(code)
	}
	a, err := sqltest.Arrive(context.Background(), h.store, contact.Opening{Channel: routing.Chat, QueueID: q.ID, CustomerID: c.ID}, h.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	item, line := "/work-items/"+string(a.Item), "/queues/"+string(q.ID)+"/waiting"

	for path, body := range map[string]any{"/age": map[string]int{"age_adjust_s": 60}, "/push": map[string]any{"agent_id": h.staff[agent.RoleAgent].ID}} {
		refused(t, h.signedIn(t, agent.RoleAgent).send("POST", item+path, body), http.StatusForbidden, "no_permission")
	}
	refused(t, h.signedIn(t, agent.RoleAgent).send("GET", line, nil), http.StatusForbidden, "no_permission")
	refused(t, h.signedIn(t, agent.RoleAgent).send("POST", item+"/pull", nil), http.StatusConflict, "cannot_take")
	refused(t, h.signedIn(t, agent.RoleSupervisor).send("POST", item+"/push", map[string]any{"agent_id": h.staff[agent.RoleAgent].ID}), http.StatusConflict, "cannot_take")

	lead := h.signedIn(t, agent.RoleSupervisor).with("Idempotency-Key", "once")
	for range 2 {
		if w := lead.send("POST", item+"/age", map[string]int{"age_adjust_s": 60, "was_s": 0}); w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	refused(t, h.signedIn(t, agent.RoleSupervisor).send("POST", item+"/age", map[string]int{"age_adjust_s": 30, "was_s": 0}), http.StatusConflict, "age_changed")
	var l routing.Lineup
	h.signedIn(t, agent.RoleSupervisor).get(line, &l)
	if l.Total != 1 || len(l.Items) != 1 || l.Items[0].AgeAdjustS != 60 || l.Items[0].Customer.Name != "Ines" {
		t.Errorf("%+v", l)
	}
}
