package agent

import (
	"errors"
	"testing"

	"switchboard/server/centre"
)

func TestAgentNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spoil func(*Agent)
		field string
	}{
		"no name":                    {func(a *Agent) { a.Name = " " }, "name"},
		"no address":                 {func(a *Agent) { a.Email = "ada" }, "email"},
		"an address with a name":     {func(a *Agent) { a.Email = "Ada <ada@example.com>" }, "email"},
		"no such role":               {func(a *Agent) { a.Role = "boss" }, "role"},
		"no site":                    {func(a *Agent) { a.SiteID = "" }, "site_id"},
		"a language of great length": {func(a *Agent) { a.Locale = "en-" + string(make([]byte, 40)) }, "locale"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := Agent{Name: "Ada", Email: "ada@example.com", Role: RoleAgent, SiteID: centre.NewID[centre.SiteID]()}
			if err := a.check(); err != nil || a.Locale != "en" {
				t.Fatalf("before: %+v, %v", a, err)
			}
			tt.spoil(&a)
			var f *centre.Fault
			if err := a.check(); !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Field != tt.field {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAgentOfAnOldVersionIsShownTheNewOne(t *testing.T) {
	t.Parallel()
	a := Agent{Name: "Ada", Version: 3}
	name := "Bea"
	err := a.apply(Change{Name: &name, Version: 2})
	var f *centre.Fault
	if !errors.As(err, &f) || f.Code != "version_conflict" || f.Detail.(Agent).Name != "Ada" || a.Name != "Ada" {
		t.Errorf("got %v, %+v", err, a)
	}
}
