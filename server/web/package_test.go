package web

import (
	"net/http"
	"testing"

	"switchboard/server/centre/agent"
	"switchboard/server/centre/floor"
)

func TestSupervisorsSetTheServicePackagesOfTheirSite(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ours, theirs := "/sites/"+string(h.site.ID)+"/packages", "/sites/"+string(h.other.ID)+"/packages"
	rows := []map[string]any{{"name": "Gold", "tiers": []string{"A"}, "channels": []string{}, "priority": 2}}
	ask := map[string]any{"version": 0, "rows": rows}
	refused(t, h.signedIn(t, agent.RoleAgent).send("PUT", ours, ask), http.StatusForbidden, "no_permission")
	lead := h.signedIn(t, agent.RoleSupervisor)
	refused(t, lead.send("PUT", theirs, ask), http.StatusForbidden, "other_site")
	if w := lead.send("PUT", ours, ask); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	refused(t, lead.send("PUT", ours, ask), http.StatusConflict, "version_conflict")
	var saved floor.Packages
	if lead.get(ours, &saved); saved.Version != 1 || len(saved.Rows) != 1 {
		t.Errorf("%+v", saved)
	}
	if w := lead.send("POST", ours+"/try", map[string]any{"rows": rows, "tier": "A", "channel": "chat"}); w.Code != http.StatusOK {
		t.Errorf("%d %s", w.Code, w.Body)
	}

	var foreign floor.Queue
	if code := h.as(t, agent.RoleAdmin, "POST", "/queues", `{"name":"Cobrança","site_id":"`+string(h.other.ID)+`"}`, &foreign); code != http.StatusCreated {
		t.Fatal(code)
	}
	away := []map[string]any{{"name": "Away", "tiers": []string{}, "channels": []string{}, "queue_id": foreign.ID}}
	refused(t, lead.send("PUT", ours, map[string]any{"version": 1, "rows": away}), http.StatusUnprocessableEntity, "")
}
