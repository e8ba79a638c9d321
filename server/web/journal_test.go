package web

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/audit"
)

func TestTheJournalIsRead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lena := h.staff[agent.RoleAgent]
	browser := h.signedIn(t, agent.RoleAgent)
	if w := browser.send("DELETE", "/session", nil); w.Code != http.StatusNoContent {
		t.Fatalf("sign out: %d %s", w.Code, w.Body)
	}

	t.Run("of one subject, newest first, page by page", func(t *testing.T) {
		kinds, path := []string{}, "/journal?limit=2&subject="+string(lena.ID)
		for next := path; next != ""; {
			var page centre.List[audit.Entry]
			if code := h.as(t, agent.RoleAdmin, "GET", next, "", &page); code != http.StatusOK || len(page.Items) > 2 {
				t.Fatalf("got %d %+v", code, page)
			}
			for _, e := range page.Items {
				if e.Subject.ID != string(lena.ID) || e.At.IsZero() {
					t.Errorf("entry %+v", e)
				}
				kinds = append(kinds, e.Kind)
			}
			if next = ""; page.NextCursor != nil {
				next = path + "&cursor=" + *page.NextCursor
			}
		}
		if diff := cmp.Diff([]string{"agent.signed_out", "agent.signed_in", "agent.created"}, kinds); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("of everything", func(t *testing.T) {
		var all centre.List[audit.Entry]
		if code := h.as(t, agent.RoleAdmin, "GET", "/journal", "", &all); code != http.StatusOK || all.NextCursor != nil {
			t.Fatalf("got %d %+v", code, all)
		}
		last := all.Items[len(all.Items)-1]
		if last.Kind != "site.created" || last.Actor != centre.System || last.Subject.ID != string(h.site.ID) {
			t.Errorf("the oldest is %+v", last)
		}
	})

	t.Run("by admins alone, with a cursor of ours", func(t *testing.T) {
		refused(t, h.signedIn(t, agent.RoleSupervisor).send("GET", "/journal", nil), 403, "no_permission")
		refused(t, h.signedIn(t, agent.RoleAdmin).send("GET", "/journal?cursor=bm90IG9uZQ", nil), 422, "")
	})
}
