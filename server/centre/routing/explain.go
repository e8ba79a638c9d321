package routing

import (
	"context"
	"fmt"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Survey reads a whole pool for who asks why, outside any transaction.
type Survey interface {
	Item(ctx context.Context, id centre.ItemID) (Item, error)
	// Waiting gives all that waits in a pool.
	Waiting(ctx context.Context, pool centre.SiteID) ([]Item, error)
	// Everybody gives the agents who serve a queue of the pool, there or not.
	Everybody(ctx context.Context, pool centre.SiteID) ([]Candidate, error)
	// CandidatesByID gives those of the agents that exist, there or not.
	CandidatesByID(ctx context.Context, ids []centre.AgentID) ([]Candidate, error)
	// Matchings gives how those queues of a pool match that do not in the usual way.
	Matchings(ctx context.Context, pool centre.SiteID) (map[centre.QueueID]Matching, error)
	// Tried says who let which of the pool's waiting items pass since then.
	Tried(ctx context.Context, pool centre.SiteID, since time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error)
	// Blocked says which agents are kept from which of a pool's waiting items.
	Blocked(ctx context.Context, pool centre.SiteID, now time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error)
	// PoolsOf gives an agent's own pool and those whose queues they serve.
	PoolsOf(ctx context.Context, id centre.AgentID) ([]centre.SiteID, error)
	// Names gives what the pool's queues, and all skills, are called.
	Names(ctx context.Context, pool centre.SiteID) (Names, error)
	// Decisions gives the last decisions about an item, in order.
	Decisions(ctx context.Context, id centre.ItemID, most int) ([]Decision, error)
	// InTurn gives a callback in queue; NotFound for a promise for a time, and for what was undone.
	InTurn(ctx context.Context, id centre.CallbackID) (InTurn, error)
}

// Explainer answers who asks why.
type Explainer struct {
	survey Survey
	desks  presence.Desks
	clock  centre.Clock
}

// NewExplainer makes the explainer.
func NewExplainer(survey Survey, desks presence.Desks, clock centre.Clock) *Explainer {
	return &Explainer{survey: survey, desks: desks, clock: clock}
}

// Reasons are all that is known of why an item went where it is.
type Reasons struct {
	Decisions []Decision  `json:"decisions" doc:"the last 100"`
	Waiting   *Waiting    `json:"waiting" doc:"why it still waits; null when it does not"`
	Deferred  *Deferral   `json:"deferred" doc:"that it came while its queue was closed; null when it did not"`
	Overflows []Overflown `json:"overflows" doc:"what overflow rules did about it, in order"`
	CallBack  *CallBack   `json:"call_back" doc:"that its customer is called in their turn instead of waiting; null when they are not"`
	Because   string      `json:"because" doc:"the service package or field rule that sent it this way; empty: none did"`

	Item Item `json:"-"`
}

// mostDecisions is how many decisions an answer holds.
const mostDecisions = 100

// Deferral is that an item waits, or waited, for its queue's opening.
type Deferral struct {
	CameAt  time.Time  `json:"came_at"`
	OpensAt *time.Time `json:"opens_at" doc:"or opened; null: no opening is known"`
	Text    string     `json:"text"`
}

// deferral gives what there is to say of it, or nil.
func (it *Item) deferral(queue string) *Deferral {
	if it.State != Deferred && it.NotBefore.IsZero() {
		return nil
	}
	d := Deferral{CameAt: it.EnqueuedAt, Text: fmt.Sprintf("%s was closed when it came; it keeps its place.", queue)}
	if !it.NotBefore.IsZero() {
		d.OpensAt = &it.NotBefore
	}
	return &d
}

// Item says why an item was offered to whom and, while it waits, why it still does.
func (e *Explainer) Item(ctx context.Context, id centre.ItemID) (Reasons, error) {
	it, err := e.survey.Item(ctx, id)
	if err != nil {
		return Reasons{}, err
	}
	why := Reasons{Item: it}
	if it.Because != nil {
		why.Because = it.Because.Text()
	}
	if why.Decisions, err = e.survey.Decisions(ctx, id, mostDecisions); err != nil {
		return why, err
	}
	if why.CallBack, err = e.callBack(ctx, &it); err != nil {
		return why, err
	}
	names, err := e.survey.Names(ctx, it.Pool)
	why.Overflows = names.overflows(&it)
	if why.Deferred = it.deferral(names.Queues[it.QueueID]); err != nil || it.State != Queued {
		return why, err
	}
	s, desks, err := e.look(ctx, it.Pool)
	if err != nil {
		return why, err
	}
	seen := s.find(id)
	if seen == nil {
		return why, nil // offered, or gone, since we looked
	}
	w := s.waiting(seen, e.clock())
	for i := range w.Agents {
		w.Agents[i].Agent.Name = desks[centre.AgentID(w.Agents[i].Agent.ID)].Name
	}
	if w.HeldFor != nil {
		w.HeldFor.Name = desks[seen.PreferredAgent].Name
	}
	names.call(w.Surges)
	w.Text = w.say(names, seen)
	why.Waiting = &w
	return why, nil
}

// callBack gives what there is to say of a callback in queue, or nil.
func (e *Explainer) callBack(ctx context.Context, it *Item) (*CallBack, error) {
	if it.CallbackID == "" {
		return nil, nil
	}
	c, err := e.survey.InTurn(ctx, it.CallbackID)
	if centre.IsKind(err, centre.NotFound) {
		return nil, nil
	}
	return c.called(e.clock()), err
}

// Idle says why an agent is offered nothing, as far as the work is in reach.
func (e *Explainer) Idle(ctx context.Context, reach centre.Reach, id centre.AgentID) (Idle, error) {
	all, err := e.desks.Desks(ctx, []centre.AgentID{id})
	if err == nil && len(all) == 0 {
		err = centre.Faultf(centre.NotFound, "no such agent")
	}
	if err != nil {
		return Idle{}, err
	}
	desk := all[0]
	pools, err := e.survey.PoolsOf(ctx, id)
	if err != nil {
		return Idle{}, err
	}
	i := Idle{At: e.clock(), Agent: Named{ID: string(id)}, Causes: map[string]int{}, Surges: []Pause{}, Items: []PassedBy{}}
	for _, pool := range pools {
		there, err := e.idleIn(ctx, pool, reach, id)
		if err != nil {
			return Idle{}, err
		}
		i = i.and(there)
	}
	i.Agent.Name, i.State, i.Absent = desk.Name, desk.State, desk.Absent()
	i.Load, i.Capacity, i.Slots = desk.Load, desk.Capacity, desk.Slots
	i.Text = i.say()
	return i, nil
}

// idleIn says what waits in one pool and why the agent is not offered it.
func (e *Explainer) idleIn(ctx context.Context, pool centre.SiteID, reach centre.Reach, id centre.AgentID) (Idle, error) {
	s, _, err := e.look(ctx, pool)
	if err != nil {
		return Idle{}, err
	}
	names, err := e.survey.Names(ctx, pool)
	i := s.idle(id, reach, e.clock())
	for at := range i.Items {
		i.Items[at].Queue.Name = names.Queues[centre.QueueID(i.Items[at].Queue.ID)]
	}
	names.call(i.Surges)
	return i, err
}

// look loads a whole pool.
func (e *Explainer) look(ctx context.Context, pool centre.SiteID) (Situation, map[centre.AgentID]presence.Desk, error) {
	var s Situation
	var err error
	if s.Agents, err = e.survey.Everybody(ctx, pool); err != nil {
		return s, nil, err
	}
	if s.Waiting, err = e.survey.Waiting(ctx, pool); err != nil {
		return s, nil, err
	}
	if s.Matching, err = e.survey.Matchings(ctx, pool); err != nil {
		return s, nil, err
	}
	if s.Tried, err = e.survey.Tried(ctx, pool, e.clock().Add(-TriedFor)); err != nil {
		return s, nil, err
	}
	if s.Blocked, err = e.survey.Blocked(ctx, pool, e.clock()); err != nil {
		return s, nil, err
	}
	if s.Meant, err = meantFor(ctx, e.survey, s.Waiting, e.clock()); err != nil {
		return s, nil, err
	}
	ids := make([]centre.AgentID, 0, len(s.Agents))
	for i := range s.Agents {
		ids = append(ids, s.Agents[i].ID)
	}
	for i := range s.Waiting { // whoever work is kept for may serve another pool
		if a := s.Waiting[i].PreferredAgent; a != "" {
			ids = append(ids, a)
		}
	}
	all, err := e.desks.Desks(ctx, ids)
	if err != nil {
		return s, nil, err
	}
	desks := make(map[centre.AgentID]presence.Desk, len(all))
	for _, d := range all {
		desks[d.AgentID] = d
	}
	return s, desks, nil
}
