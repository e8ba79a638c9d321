package sqltest

import (
	"time"

	"switchboard/server/centre"
)

// Hired is an agent in the making: f.Hire("Ana").Knowing(spanish, 7).Serving(support).Ready(now).
type Hired struct {
	f  *Floor
	ID centre.AgentID
}

// Hire makes an agent who has no desk yet.
func (f *Floor) Hire(name string) Hired {
	f.t.Helper()
	return Hired{f, f.Agent(name)}
}

// In puts the agent into a team.
func (h Hired) In(team centre.TeamID) Hired {
	h.f.t.Helper()
	h.f.Exec(`UPDATE agents SET team_id = $2 WHERE id = $1`, h.ID, team)
	return h
}

// Knowing gives the agent a skill at a level from 1 to 10.
func (h Hired) Knowing(skill centre.SkillID, level int) Hired {
	h.f.t.Helper()
	h.f.Exec(`INSERT INTO agent_skills (agent_id, skill_id, level) VALUES ($1, $2, $3)`, h.ID, skill, level)
	return h
}

// Serving makes the agent a member of queues.
func (h Hired) Serving(queues ...centre.QueueID) Hired {
	h.f.t.Helper()
	for _, q := range queues {
		h.f.Exec(`INSERT INTO queue_members (queue_id, agent_id) VALUES ($1, $2)`, q, h.ID)
	}
	return h
}

// Ready gives the agent a desk: available, connected and idle since then.
func (h Hired) Ready(since time.Time) centre.AgentID {
	h.f.t.Helper()
	h.f.Exec(`INSERT INTO presence (agent_id, status, status_since, state, state_since, link, link_since, last_idle_at, async_at)
	          VALUES ($1, 'available', $2, 'ready', $2, 'connected', $2, $2, $2)`, h.ID, since)
	h.logged(since)
	return h.ID
}

// SignedOut gives the agent a desk where nobody sits.
func (h Hired) SignedOut(since time.Time) centre.AgentID {
	h.f.t.Helper()
	h.f.Exec(`INSERT INTO presence (agent_id, status_since, state_since, link_since, last_idle_at) VALUES ($1, $2, $2, $2, $2)`, h.ID, since)
	h.logged(since)
	return h.ID
}

// logged begins the agent's state log, as the product does with a desk.
func (h Hired) logged(since time.Time) {
	h.f.t.Helper()
	h.f.Exec(`INSERT INTO agent_state_log (agent_id, seq, at, status, reason, state, link, load)
	          SELECT agent_id, version, $2, status, reason, state, link, load FROM presence WHERE agent_id = $1`, h.ID, since)
}

// Team makes a team whose calls stand alone.
func (f *Floor) Team(name string) centre.TeamID { return f.team(name, "exclusive") }

// MixedTeam makes a team whose calls may stand beside chats.
func (f *Floor) MixedTeam(name string) centre.TeamID { return f.team(name, "mixed") }

func (f *Floor) team(name, blend string) centre.TeamID {
	f.t.Helper()
	id := centre.NewID[centre.TeamID]()
	f.Exec(`INSERT INTO teams (id, site_id, name, blend) VALUES ($1, $2, $3, $4)`, id, f.Site, name, blend)
	return id
}

// Skill makes a skill.
func (f *Floor) Skill(name string) centre.SkillID {
	f.t.Helper()
	id := centre.NewID[centre.SkillID]()
	f.Exec(`INSERT INTO skills (id, name) VALUES ($1, $2)`, id, name)
	return id
}
