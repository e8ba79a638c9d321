package sql_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// catchUp folds what the journal has more than the ledger took, and gives the last event's id.
func (s *shift) catchUp(l *ledger, after int64) int64 {
	s.t.Helper()
	var more []happening
	s.must(s.DB.Select(&more, `
		SELECT id, at, kind, subject_id::text AS subject,
		       CASE subject_kind WHEN 'offer' THEN data->>'item_id' ELSE '' END AS item,
		       coalesce(data->>'agent_id', '') AS agent, coalesce(data->>'channel', '') AS channel,
		       coalesce(data->>'state', '') AS state, coalesce((data->>'leg')::int, 0) AS leg,
		       (data->>'expires_at')::timestamptz AS expires
		  FROM journal
		 WHERE subject_kind IN ('item', 'offer') AND kind <> 'item.turned' AND id > $1
		 ORDER BY id`, after))
	for _, e := range more {
		l.take(e)
		after = e.ID
	}
	for _, what := range l.wrong {
		s.t.Error(what)
	}
	l.wrong = nil
	return after
}

// wantAsIn fails the test unless the tables say of every piece of work, offer and agent
// what the ledger says.
func (s *shift) wantAsIn(l *ledger) {
	s.t.Helper()
	var items []struct {
		ID, Agent string
		State     routing.State
		Leg       int
		Handed    bool
		Arrived   time.Time
	}
	s.must(s.DB.Select(&items, `
		SELECT id::text, coalesce(agent_id::text, '') AS agent, state, leg, return_at IS NOT NULL AS handed, enqueued_at AS arrived
		  FROM items`))
	work := map[string]piece{}
	for _, it := range items {
		work[it.ID] = piece{State: it.State, Agent: it.Agent, Leg: it.Leg, handed: it.Handed, arrived: it.Arrived.UTC()}
	}
	s.wantEqual("work", values(l.work), work)

	var offers []struct {
		ID, Item, Agent string
		State           routing.OfferState
		Open, Parked    bool
		Channel         routing.Channel
	}
	s.must(s.DB.Select(&offers, `SELECT id::text, item_id::text AS item, agent_id::text AS agent, state, open, parked, channel FROM offers`))
	bids := map[string]bid{}
	for _, o := range offers {
		bids[o.ID] = bid{Item: o.Item, Agent: o.Agent, State: o.State, Open: o.Open, Parked: o.Parked, channel: o.Channel}
	}
	s.wantEqual("offers", values(l.bids), bids)

	var desks []struct {
		Agent string
		Load  int
	}
	s.must(s.DB.Select(&desks, `SELECT agent_id::text AS agent, load FROM presence`))
	for _, d := range desks {
		if want := l.load(d.Agent); d.Load != want {
			s.t.Errorf("agent %s carries %d, the ledger says %d", d.Agent, d.Load, want)
		}
	}
}

func (s *shift) wantEqual(what string, want, got any) {
	s.t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(piece{}, bid{})); diff != "" {
		s.t.Errorf("%s (-ledger +tables):\n%s", what, diff)
	}
}

func values[T any](all map[string]*T) map[string]T {
	copied := make(map[string]T, len(all))
	for id, v := range all {
		copied[id] = *v
	}
	return copied
}

// everything reads all that a decision may want to know, of all who wait and all who
// work, with queries of its own.
func (s *shift) everything(now time.Time) routing.Situation {
	s.t.Helper()
	all := routing.Situation{
		Tried: map[centre.ItemID]map[centre.AgentID]bool{}, Blocked: map[centre.ItemID]map[centre.AgentID]bool{},
	}
	var items []struct {
		ID        centre.ItemID
		Queue     centre.QueueID
		Channel   routing.Channel
		Tier      string
		Priority  int
		Weight    int
		Leg       int
		Arrived   time.Time
		Began     *time.Time
		Due       *time.Time
		Preferred centre.AgentID
		Until     *time.Time
		Owned     bool
		Returned  bool
		Moved     int
		Required  []byte
	}
	s.must(s.DB.Select(&items, `
		SELECT id, queue_id AS queue, channel, tier, priority, weight, leg, enqueued_at AS arrived, leg_at AS began, due_at AS due,
		       coalesce(preferred_agent::text, '') AS preferred, preferred_until AS until, owned, returned, age_adjust_s AS moved, required
		  FROM items WHERE state = 'queued'`))
	for _, it := range items {
		waiting := routing.Item{
			ID: it.ID, QueueID: it.Queue, Channel: it.Channel, Tier: it.Tier, Priority: it.Priority, Weight: it.Weight,
			State: routing.Queued, EnqueuedAt: it.Arrived, PreferredAgent: it.Preferred, Owned: it.Owned, Returned: it.Returned, Leg: it.Leg,
			AgeAdjust: time.Duration(it.Moved) * time.Second,
		}
		if it.Began != nil {
			waiting.LegAt = *it.Began
		}
		if it.Due != nil {
			waiting.DueAt = *it.Due
		}
		if it.Until != nil {
			waiting.PreferredUntil = *it.Until
		}
		var needs []routing.Need
		s.must(json.Unmarshal(it.Required, &needs))
		waiting.Required, waiting.Signature = routing.Sign(needs)
		all.Waiting = append(all.Waiting, waiting)
	}
	var desks []struct {
		Agent          centre.AgentID
		Status, Next   presence.Status
		Link           presence.Link
		Missed, Mixed  bool
		Load, Capacity int
		Gives          int
		Idle           time.Time
		Rung           time.Time
		Async          time.Time
		Busy           float64
		BusyAt         time.Time `db:"busy_at"`
		Version        int
	}
	s.must(s.DB.Select(&desks, `
		SELECT p.agent_id AS agent, status, next_status AS next, link, missed, (SELECT coalesce(sum(o.weight), 0) FROM offers o WHERE o.agent_id = p.agent_id AND o.open AND o.state = 'accepted' AND o.yields AND NOT o.parked) AS gives, coalesce(t.blend = 'mixed', false) AS mixed, load, capacity,
		       last_idle_at AS idle, rung_at AS rung, async_at AS async, busy, busy_at, p.version
		  FROM presence p JOIN agents a ON a.id = p.agent_id LEFT JOIN teams t ON t.id = a.team_id`))
	for _, d := range desks {
		var absent presence.Absence
		if d.Status != presence.Available || d.Next != "" || d.Link != presence.Connected || d.Missed {
			absent = "whyever"
		}
		all.Agents = append(all.Agents, routing.Candidate{
			Absent: absent, Gone: d.Status == presence.Offline || d.Next == presence.Offline || d.Link == presence.Lost || d.Link == presence.None,
			ID: d.Agent, Load: d.Load, Yields: d.Gives, Capacity: d.Capacity, Mixed: d.Mixed, LastIdleAt: d.Idle, RungAt: d.Rung, AsyncAt: d.Async,
			Busy: presence.Busyness{Share: d.Busy, At: d.BusyAt}, Version: d.Version,
			Queues: s.served(d.Agent), Count: s.carried(d.Agent), Skills: s.known(d.Agent),
		})
	}
	var keeping []struct {
		ID      centre.QueueID
		Reserve int
		Bias    int
		Choice  routing.Choice
		Rings   []byte
		Surge   *time.Time
	}
	s.must(s.DB.Select(&keeping, `SELECT id, reserve, bias, choice, rings, (SELECT s.until FROM surges s WHERE s.queue_id = q.id AND s.ended_at IS NULL) AS surge FROM queues q`))
	all.Matching = map[centre.QueueID]routing.Matching{}
	for _, q := range keeping {
		m := routing.Matching{Reserve: q.Reserve, Bias: q.Bias, Choice: q.Choice}
		s.must(json.Unmarshal(q.Rings, &m.Rings))
		if q.Surge != nil {
			m.Surge = *q.Surge
		}
		all.Matching[q.ID] = m
	}
	var passed []struct {
		Item  centre.ItemID
		Agent centre.AgentID
	}
	s.must(s.DB.Select(&passed, `SELECT item_id AS item, agent_id AS agent FROM offers WHERE state IN ('timeout', 'rejected') AND decided_at > $1`, now.Add(-30*time.Second)))
	for _, p := range passed {
		if all.Tried[p.Item] == nil {
			all.Tried[p.Item] = map[centre.AgentID]bool{}
		}
		all.Tried[p.Item][p.Agent] = true
	}
	var apart []struct {
		Item  centre.ItemID
		Agent centre.AgentID
	}
	s.must(s.DB.Select(&apart, `
		SELECT i.id AS item, b.agent_id AS agent
		  FROM items i JOIN blocks b USING (customer_id)
		 WHERE b.ended_at IS NULL AND coalesce(b.until > $1, true)`, now))
	for _, p := range apart {
		if all.Blocked[p.Item] == nil {
			all.Blocked[p.Item] = map[centre.AgentID]bool{}
		}
		all.Blocked[p.Item][p.Agent] = true
	}
	return all
}

func (s *shift) served(agent centre.AgentID) map[centre.QueueID]bool {
	s.t.Helper()
	var queues []centre.QueueID
	s.must(s.DB.Select(&queues, `SELECT queue_id FROM queue_members WHERE agent_id = $1`, agent))
	all := map[centre.QueueID]bool{}
	for _, q := range queues {
		all[q] = true
	}
	return all
}

func (s *shift) known(agent centre.AgentID) map[centre.SkillID]int {
	s.t.Helper()
	var skills []struct {
		ID    centre.SkillID
		Level int
	}
	s.must(s.DB.Select(&skills, `SELECT skill_id AS id, level FROM agent_skills WHERE agent_id = $1`, agent))
	all := map[centre.SkillID]int{}
	for _, k := range skills {
		all[k.ID] = k.Level
	}
	return all
}

func (s *shift) carried(agent centre.AgentID) map[routing.Channel]int {
	s.t.Helper()
	var channels []routing.Channel
	s.must(s.DB.Select(&channels, `SELECT channel FROM offers WHERE agent_id = $1 AND open`, agent))
	all := map[routing.Channel]int{}
	for _, c := range channels {
		all[c]++
	}
	return all
}

// decideAsPure lets the router decide, and fails the test unless it offers just what the
// pure decision offers that is shown everything. It gives the number of offers.
func (s *shift) decideAsPure() int {
	s.t.Helper()
	rings := func() map[string]string {
		var now []struct{ Item, Agent string }
		s.must(s.DB.Select(&now, `SELECT item_id::text AS item, agent_id::text AS agent FROM offers WHERE state = 'pending'`))
		all := map[string]string{}
		for _, r := range now {
			all[r.Item] = r.Agent
		}
		return all
	}
	want := rings()
	for _, p := range routing.Decide(s.everything(s.Now()), s.Now()) {
		want[string(p.ItemID)] = string(p.AgentID)
	}
	made := s.decide()
	if diff := cmp.Diff(want, rings()); diff != "" {
		s.t.Error(fmt.Sprint("what rings (-pure +stored):\n", diff))
	}
	return made
}
