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

	// Trying rows out tells of queues what saving them does.
	for _, queue := range []string{string(foreign.ID), anyID, "abc"} {
		for _, act := range []struct{ method, path string }{{"PUT", ours}, {"POST", ours + "/try"}} {
			sent := map[string]any{"rows": []map[string]any{rows[0], {"name": "Away", "tiers": []string{"B"}, "channels": []string{}, "queue_id": queue}}}
			if act.method == "PUT" {
				sent["version"] = 1
			} else {
				sent["tier"], sent["channel"] = "A", "chat"
			}
			for _, who := range []*person{lead, h.signedIn(t, agent.RoleAdmin)} {
				if who != lead && queue == string(foreign.ID) {
					continue // whom an admin reaches
				}
				p := refused(t, who.send(act.method, act.path, sent), http.StatusUnprocessableEntity, "")
				if len(p.Errors) != 1 || p.Errors[0].Location != "body.rows[1].queue_id" {
					t.Errorf("%s of %s: %+v", act.method, queue, p)
				}
			}
		}
	}
}
