package web

import (
	"context"
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/server/centre/agent"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/report"
	"switchboard/server/centre/routing"
	"switchboard/sql/sqltest"
)

func TestADayIsReported(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var q floor.Queue
	var c customer.Customer
	h.as(t, agent.RoleSupervisor, "POST", "/queues", `{"name":"=2+5, \"Billing\"","site_id":"`+string(h.site.ID)+`"}`, &q)
	h.as(t, agent.RoleAgent, "POST", "/customers", `{"name":"Ines"}`, &c)
	now := h.clock.Now().UTC()
	if _, err := sqltest.Arrive(context.Background(), h.store, contact.Opening{Channel: routing.Chat, QueueID: q.ID, CustomerID: c.ID}, now); err != nil {
		t.Fatal(err)
	}
	today := "?day=" + now.Format("2006-01-02")
	supervisor := h.signedIn(t, agent.RoleSupervisor)

	var r report.Queues
	supervisor.get("/reports/queues"+today, &r)
	if len(r.Rows) != 1 || r.Rows[0].Offered != 1 || len(r.Rows[0].Intervals) != 1 {
		t.Errorf("%+v", r)
	}
	for path, want := range map[string][]string{
		"/reports/queues.csv" + today: {"'=2+5, \"Billing\"", "UTC", now.Truncate(30 * time.Minute).Format("2006-01-02 15:04 -0700"), "1", "0"},
		"/reports/agents.csv" + today: nil,
		"/reports/hours.csv" + today:  nil,
	} {
		res := supervisor.send("GET", path, nil)
		text, marked := strings.CutPrefix(res.Body.String(), "\ufeff")
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if res.Code != http.StatusOK || err != nil || !marked || len(rows) == 0 || !strings.HasPrefix(res.Header().Get("Content-Disposition"), "attachment") {
			t.Fatalf("%s: %d %v %q", path, res.Code, err, res.Body)
		}
		if want != nil && (len(rows) != 2 || !slices.Equal(rows[1][:len(want)], want)) {
			t.Errorf("%s: %q", path, rows)
		}
	}
	supervisor.get("/reports/queues", &r)
	if r.Day != now.AddDate(0, 0, -1).Format("2006-01-02") || len(r.Rows) != 1 || r.Rows[0].Offered != 0 || r.Rows[0].SL != nil {
		t.Errorf("of yesterday: %+v", r)
	}
	refused(t, supervisor.send("GET", "/reports/hours?day=2026-02-30", nil), http.StatusUnprocessableEntity, "")
	refused(t, supervisor.send("GET", "/reports/agents.csv?zone=Mars/Olympus", nil), http.StatusUnprocessableEntity, "")
	refused(t, supervisor.send("GET", "/reports/queues?site="+string(h.other.ID), nil), http.StatusForbidden, "other_site")
	refused(t, h.signedIn(t, agent.RoleAgent).send("GET", "/reports/agents", nil), http.StatusForbidden, "no_permission")
}
