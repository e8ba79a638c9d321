package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"switchboard/server/centre/agent"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
	"switchboard/sql/sqltest"
)

func TestWhoMayAskWhy(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var here, there floor.Queue
	if code := h.as(t, agent.RoleSupervisor, "POST", "/queues", `{"name":"Billing","site_id":"`+string(h.site.ID)+`"}`, &here); code != http.StatusCreated {
		t.Fatal(code)
	}
	if code := h.as(t, agent.RoleAdmin, "POST", "/queues", `{"name":"Cobrança","site_id":"`+string(h.other.ID)+`"}`, &there); code != http.StatusCreated {
		t.Fatal(code)
	}
	var c customer.Customer
	if code := h.as(t, agent.RoleAgent, "POST", "/customers", `{"name":"Ines"}`, &c); code != http.StatusCreated {
		t.Fatal(code)
	}
	arrive := func(q floor.Queue) string {
		a, err := sqltest.Arrive(context.Background(), h.store, contact.Opening{Channel: routing.Chat, QueueID: q.ID, CustomerID: c.ID}, h.clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return "/work-items/" + string(a.Item) + "/why"
	}
	ours, theirs := arrive(here), arrive(there)

	var why routing.Reasons
	h.signedIn(t, agent.RoleSupervisor).get(ours, &why)
	if why.Waiting == nil || why.Waiting.Text != "Nobody serves Billing." || len(why.Decisions) != 0 {
		t.Errorf("%+v", why.Waiting)
	}
	var idle routing.Idle
	h.signedIn(t, agent.RoleAgent).get("/agents/"+string(h.staff[agent.RoleAgent].ID)+"/why-idle", &idle)
	if idle.Absent != "signed_out" || idle.Text != "Nothing is offered to who is signed out." {
		t.Errorf("%+v", idle)
	}
	refused(t, h.signedIn(t, agent.RoleSupervisor).send("GET", theirs, nil), http.StatusNotFound, "")

	// The agent serves both sites' queues, their supervisor one.
	somebody := h.staff[agent.RoleAgent].ID
	for _, q := range []floor.Queue{here, there} {
		if code := h.as(t, agent.RoleAdmin, "PATCH", "/queues/"+string(q.ID), fmt.Sprintf(`{"version":1,"members":[%q]}`, somebody), nil); code != http.StatusOK {
			t.Fatal(code)
		}
	}
	for role, want := range map[agent.Role]string{agent.RoleAgent: "Billing Cobrança", agent.RoleSupervisor: "Billing", agent.RoleAdmin: "Billing Cobrança"} {
		h.signedIn(t, role).get("/agents/"+string(somebody)+"/why-idle", &idle)
		var names []string
		for _, it := range idle.Items {
			names = append(names, it.Queue.Name)
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != want || idle.Waiting != len(names) {
			t.Errorf("%s is told of %q, want %q: %+v", role, got, want, idle)
		}
	}
	refused(t, h.signedIn(t, agent.RoleAgent).send("GET", ours, nil), http.StatusForbidden, "not_yours")
	refused(t, h.signedIn(t, agent.RoleAgent).send("GET", "/agents/"+string(h.staff[agent.RoleSupervisor].ID)+"/why-idle", nil), http.StatusForbidden, "no_permission")
	if code := h.as(t, agent.RoleAdmin, "GET", theirs, "", nil); code != http.StatusOK {
		t.Errorf("an admin: %d", code)
	}
}
