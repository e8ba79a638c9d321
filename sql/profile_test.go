package sql_test

import (
	"sync"
	"testing"

	"switchboard/server/centre/routing"
)

// wantProfiles holds what decisions read of everybody against the tables that it is made of.
func (s *shift) wantProfiles(after string) {
	s.t.Helper()
	if n := s.Count(`SELECT count(*) FROM (TABLE profiles EXCEPT TABLE profiles_counted) x`) + s.Count(`SELECT count(*) FROM (TABLE profiles_counted EXCEPT TABLE profiles) x`); n != 0 {
		s.t.Errorf("after %s profiles differ from what they are made of: %d rows", after, n)
	}
}

func TestProfilesFollowWhatTheyAreMadeOf(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, billing, french := s.Queue("Support"), s.Queue("Billing"), s.Skill("French")
	ana := s.Hire("Ana").Serving(support, billing).Knowing(french, 7).Ready(s.Now())
	team := s.Team("Evening")
	s.wantProfiles("people were hired")
	if s.Count(`SELECT count(*) FROM profiles WHERE agent_id = $1 AND cardinality(queues) = 2 AND levels = '{7}'`, ana) != 1 {
		t.Error("Ana's profile does not say what she serves and knows")
	}
	for what, change := range map[string]string{
		"a level changed":     `UPDATE agent_skills SET level = 3`,
		"a skill was lost":    `DELETE FROM agent_skills`,
		"a queue was left":    `DELETE FROM queue_members WHERE queue_id = '` + string(billing) + `'`,
		"a team was joined":   `UPDATE agents SET team_id = '` + string(team) + `'`,
		"a team mixed":        `UPDATE teams SET blend = 'mixed'`,
		"a queue moved":       `WITH s AS (INSERT INTO sites (id, name) VALUES (gen_random_uuid(), 'Lyon') RETURNING id) UPDATE queues SET site_id = s.id FROM s`,
		"somebody was closed": `UPDATE agents SET active = false`,
	} {
		s.Exec(change)
		s.wantProfiles(what)
	}
}

func TestTwoWhoTrainOneAgentAtOnceBothCount(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	ana := s.Hire("Ana").Ready(s.Now())
	var all sync.WaitGroup
	for _, name := range []string{"one", "two", "three", "four", "five", "six"} {
		skill, queue := s.Skill(name), s.Queue(name)
		for _, change := range []struct {
			statement string
			with      any
		}{
			{`INSERT INTO agent_skills (agent_id, skill_id, level) VALUES ($1, $2, 5)`, skill},
			{`INSERT INTO queue_members (agent_id, queue_id) VALUES ($1, $2)`, queue},
		} {
			all.Go(func() {
				if _, err := s.DB.Exec(change.statement, ana, change.with); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	s.wantProfiles("twelve changes at once")
	if n := s.Count(`SELECT cardinality(queues) + cardinality(skills) FROM profiles WHERE agent_id = $1`, ana); n != 12 {
		t.Errorf("%d of 12 changes count", n)
	}
	a := s.Arrives(routing.Chat, s.Queue("seven"), "C", s.Now())
	s.Exec(`INSERT INTO queue_members (queue_id, agent_id) SELECT queue_id, $2 FROM items WHERE id = $1`, a.Item, ana)
	if s.decide() != 1 {
		t.Error("who joined a queue gets nothing of it")
	}
}
