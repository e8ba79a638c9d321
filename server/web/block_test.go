package web

import (
	"net/http"
	"strings"
	"testing"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/routing"
)

func TestSupervisorsKeepAgentsFromCustomers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var c customer.Customer
	if code := h.as(t, agent.RoleAgent, "POST", "/customers", `{"name":"Ines"}`, &c); code != http.StatusCreated {
		t.Fatal(code)
	}
	blocks := "/customers/" + string(c.ID) + "/blocks"
	ask := map[string]any{"agent_id": h.staff[agent.RoleAgent].ID, "reason": "threat", "note": "shouted"}
	refused(t, h.signedIn(t, agent.RoleAgent).send("POST", blocks, ask), http.StatusForbidden, "no_permission")
	refused(t, h.signedIn(t, agent.RoleAgent).send("GET", blocks, nil), http.StatusForbidden, "no_permission")

	lead := h.signedIn(t, agent.RoleSupervisor)
	for range 2 {
		if w := lead.send("POST", blocks, ask); w.Code != http.StatusCreated || !strings.Contains(w.Body.String(), `"A agent"`) {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		if w := lead.with("Idempotency-Key", "once").send("POST", blocks, ask); w.Code != http.StatusCreated {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	var list centre.List[routing.Block]
	lead.get(blocks, &list)
	if len(list.Items) != 1 || list.Items[0].Agent.Name != "A agent" || list.Items[0].By.Name != "A supervisor" || list.Items[0].Note != "shouted" {
		t.Fatalf("%+v", list.Items)
	}
	ask["agent_id"] = centre.NewID[centre.AgentID]()
	refused(t, lead.send("POST", blocks, ask), http.StatusUnprocessableEntity, "")
	if w := lead.send("DELETE", blocks+"/"+string(list.Items[0].ID), nil); w.Code != http.StatusNoContent {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	lead.get(blocks, &list)
	if len(list.Items) != 0 {
		t.Errorf("%+v", list.Items)
	}
}
