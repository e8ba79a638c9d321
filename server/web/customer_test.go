package web

import (
	"net/http"
	"testing"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/server/centre/screen"
)

func TestCustomersDoor(t *testing.T) {
	t.Parallel()
	d := newHouse(t)

	var f field.Definition
	if code := d.as(t, agent.RoleAdmin, "POST", "/fields", `{"entity":"customer","key":"plan","label":"Plan","type":"choice","choices":["gold"]}`, &f); code != http.StatusCreated {
		t.Fatalf("define a field: %d", code)
	}
	var marked field.Definition
	if code := d.as(t, agent.RoleAdmin, "PATCH", "/fields/"+string(f.ID), `{"version":1,"on_offer":true}`, &marked); code != http.StatusOK || !marked.OnOffer || marked.Label != "Plan" {
		t.Errorf("mark it to be shown: %d %+v", code, marked)
	}
	if code := d.as(t, agent.RoleAgent, "POST", "/fields", `{"entity":"customer","key":"x","label":"X","type":"text"}`, nil); code != http.StatusForbidden {
		t.Errorf("an agent defines a field: %d", code)
	}

	var c customer.Customer
	if code := d.as(t, agent.RoleAgent, "POST", "/customers", `{"name":"Ann Lee","custom":{"plan":"gold"},"identities":[{"kind":"phone","value":"(212) 555-0123"}]}`, &c); code != http.StatusCreated || c.Zone != "America/New_York" {
		t.Fatalf("create: %d %+v", code, c)
	}
	path := "/customers/" + string(c.ID)

	t.Run("wrong fields are named", func(t *testing.T) {
		var p Problem
		code := d.as(t, agent.RoleAgent, "PATCH", path, `{"version":1,"zone":"Mars","custom":{"plan":"tin"}}`, &p)
		if code != http.StatusUnprocessableEntity || len(p.Errors) != 1 || p.Errors[0].Location != "body.custom.plan" {
			t.Errorf("%d %+v", code, p)
		}
	})

	t.Run("an old version is told the current", func(t *testing.T) {
		if code := d.as(t, agent.RoleAgent, "PATCH", path, `{"version":1,"tier":"A","preferences":{"reach":"evenings"},"consent":{"sms":"no"}}`, &c); code != http.StatusOK || c.Consent.SMS != customer.No {
			t.Fatalf("edit: %d %+v", code, c)
		}
		var conflict struct {
			Code    string
			Current customer.Customer
		}
		code := d.as(t, agent.RoleAgent, "PATCH", path, `{"version":1,"tier":"B","preferences":{"reach":null}}`, &conflict)
		if code != http.StatusConflict || conflict.Code != "version_conflict" || conflict.Current.Tier != "A" {
			t.Errorf("%d %+v", code, conflict)
		}
	})

	t.Run("found, on screen, and on one page", func(t *testing.T) {
		var found customer.Found
		if code := d.as(t, agent.RoleAgent, "GET", "/search?q=ann", "", &found); code != http.StatusOK || len(found.Customers) != 1 || found.Tickets == nil {
			t.Errorf("search: %d %+v", code, found)
		}
		var s screen.Screen
		if code := d.as(t, agent.RoleAgent, "GET", path+"/screen", "", &s); code != http.StatusOK || s.Customer.Custom["plan"] != "gold" {
			t.Errorf("screen: %d %+v", code, s)
		}
		var list centre.List[customer.Customer]
		if code := d.as(t, agent.RoleAgent, "GET", "/customers?limit=1&q=lee", "", &list); code != http.StatusOK || len(list.Items) != 1 || list.NextCursor != nil {
			t.Errorf("list: %d %+v", code, list)
		}
	})

	t.Run("merged, redirected and undone", func(t *testing.T) {
		var other, restored customer.Customer
		d.as(t, agent.RoleAgent, "POST", "/customers", `{"name":"Ann Leigh"}`, &other)
		var merge mergeOutput
		if code := d.as(t, agent.RoleAgent, "POST", "/customers/"+string(other.ID)+"/merge", `{"into_id":"`+string(c.ID)+`"}`, &merge); code != http.StatusOK {
			t.Fatalf("merge: %d", code)
		}
		var shown customer.Customer
		if d.as(t, agent.RoleAgent, "GET", "/customers/"+string(other.ID), "", &shown); shown.ID != c.ID {
			t.Errorf("the merged answers with %+v", shown)
		}
		var history centre.List[customer.Entry]
		if d.as(t, agent.RoleAgent, "GET", path+"/timeline", "", &history); len(history.Items) != 1 || history.Items[0].Other.Name != "Ann Leigh" {
			t.Errorf("history %+v", history)
		}
		if code := d.as(t, agent.RoleAgent, "POST", "/merges/"+string(merge.MergeID)+"/undo", "", &restored); code != http.StatusOK || restored.ID != other.ID {
			t.Errorf("undo: %d %+v", code, restored)
		}
	})

	t.Run("linked and known by more", func(t *testing.T) {
		var org, linked customer.Customer
		d.as(t, agent.RoleAgent, "POST", "/customers", `{"kind":"organisation","name":"Acme"}`, &org)
		if code := d.as(t, agent.RoleAgent, "POST", path+"/links", `{"customer_id":"`+string(org.ID)+`","role":"buyer"}`, &linked); code != http.StatusCreated || len(linked.Links) != 1 {
			t.Fatalf("link: %d %+v", code, linked)
		}
		if code := d.as(t, agent.RoleAgent, "DELETE", path+"/links/"+string(linked.Links[0].ID), "", &linked); code != http.StatusOK || len(linked.Links) != 0 {
			t.Errorf("unlink: %d %+v", code, linked)
		}
		if code := d.as(t, agent.RoleAgent, "POST", path+"/identities", `{"kind":"email","value":"ann@example.com"}`, &linked); code != http.StatusCreated || len(linked.Identities) != 2 {
			t.Fatalf("identity: %d %+v", code, linked)
		}
		if code := d.as(t, agent.RoleAgent, "DELETE", path+"/identities/"+string(linked.Identities[1].ID), "", &linked); code != http.StatusOK || len(linked.Identities) != 1 {
			t.Errorf("identity away: %d %+v", code, linked)
		}
	})
}
