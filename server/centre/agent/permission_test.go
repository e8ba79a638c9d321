package agent_test

import (
	"testing"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

func TestPermissions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		needs             agent.Permission
		agent, supervisor bool // an admin may everything
	}{
		{agent.Anyone, true, true},
		{agent.SignedIn, true, true},
		{agent.Work, true, true},
		{agent.ReadCustomers, true, true},
		{agent.WriteCustomers, true, true},
		{agent.MergeCustomers, true, true},
		{agent.ReadContacts, true, true},
		{agent.WriteContacts, true, true},
		{agent.ReadTickets, true, true},
		{agent.WriteTickets, true, true},
		{agent.ReadCallbacks, true, true},
		{agent.WriteCallbacks, true, true},
		{agent.ReportCalls, false, true},
		{agent.ReadBoard, false, true},
		{agent.WriteBlocks, false, true},
		{agent.DirectWork, false, true},
		{agent.ReadPeople, true, true},
		{agent.WritePeople, false, true},
		{agent.ReadConfig, true, true},
		{agent.WriteQueues, false, true},
		{agent.SwitchSurge, false, true},
		{agent.WriteTeams, false, true},
		{agent.WriteConfig, false, false},
		{agent.WriteTokens, false, false},
		{agent.ReadJournal, false, false},
	}
	for _, tt := range tests {
		if agent.RoleAgent.May(tt.needs) != tt.agent || agent.RoleSupervisor.May(tt.needs) != tt.supervisor || !agent.RoleAdmin.May(tt.needs) {
			t.Errorf("%s is given otherwise", tt.needs)
		}
		if agent.Role("").May(tt.needs) != (tt.needs == agent.Anyone) {
			t.Errorf("nobody has %s", tt.needs)
		}
	}
	if got := len(agent.RoleAdmin.Permissions()) + 1; got != len(tests) {
		t.Errorf("%d permissions are in the table, %d are tested", got, len(tests))
	}
}

func TestReach(t *testing.T) {
	t.Parallel()
	here, there := centre.NewID[centre.SiteID](), centre.NewID[centre.SiteID]()
	tests := map[string]struct {
		caller agent.Caller
		site   centre.SiteID
		may    bool
	}{
		"a supervisor at home":   {agent.Caller{Role: agent.RoleSupervisor, Site: here}, here, true},
		"a supervisor elsewhere": {agent.Caller{Role: agent.RoleSupervisor, Site: here}, there, false},
		"an admin elsewhere":     {agent.Caller{Role: agent.RoleAdmin, Site: here}, there, true},
		"nobody at no site":      {agent.Caller{}, "", false},
	}
	for name, tt := range tests {
		if err := tt.caller.Reaches(tt.site); (err == nil) != tt.may {
			t.Errorf("%s: %v", name, err)
		}
	}
}
