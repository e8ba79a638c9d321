package routing

import (
	"slices"
	"time"

	"switchboard/server/centre"
)

// askedAbout is how many agents or items an answer names; all are counted.
const askedAbout = 20

// heldForOther, takesAnother and keptFree are why an agent who could take an item does not get
// it: it is kept for a colleague, or goes to one, or they are kept free for tiers A and B.
const (
	heldForOther = "held_for_other"
	takesAnother = "goes_to_other"
	keptFree     = "kept_free"
)

// Waiting is why an item still waits, worked out at the moment of asking by the code that
// decides.
type Waiting struct {
	At       time.Time      `json:"at"`
	Rules    string         `json:"rules"` // version of the rules
	Score    float64        `json:"score"`
	Guard    bool           `json:"guard"` // waited so long that nothing but an emergency goes first
	DueAt    *time.Time     `json:"due_at" doc:"by when it should be done, and by which it stands in line; null: somebody waits at the other end"`
	Adjust   int            `json:"age_adjust_s" doc:"by which a supervisor moved it, and which the score holds"`
	Ahead    int            `json:"ahead" doc:"items that go first, of those that one of the same agents could take"`
	Eligible int            `json:"eligible" doc:"agents who could take it now"`
	HeldFor  *Named         `json:"held_for" doc:"the agent for whom it is kept"`
	Until    *time.Time     `json:"held_until"`
	Reserve  int            `json:"reserve" doc:"idle agents whom its queue keeps free from it, while it waits for others; 0: it waits for no such reason"`
	Surges   []Pause        `json:"surges" doc:"those for which agents who could take it are offered nothing that can wait"`
	Excluded map[string]int `json:"excluded" doc:"cause: agents"`
	Agents   []Standing     `json:"agents" doc:"those nearest to taking it, 20 at most"`
	Text     string         `json:"text" doc:"what would have to change"`
}

// Standing is where an agent stands to an item.
type Standing struct {
	Agent Named  `json:"agent"`
	Cause string `json:"cause" doc:"why they cannot take it now; empty: they could"`
}

// nearness is the order of causes: who needs least to change comes first.
var nearness = []string{"", justTried, pausedBySurge, voiceAlone, noRoom, "not_responding", "leaving", "away", "silent", "not_connected", "signed_out", outsideRing, noSkill, blocked, notInQueue}

// waiting explains an item of the situation, which must show all that waits and every
// agent, absent or not.
func (s *Situation) waiting(it *Item, now time.Time) Waiting {
	r := newRoom(s.Agents)
	w := Waiting{At: now, Rules: RulesVersion, Excluded: map[string]int{}, Agents: []Standing{}, Surges: []Pause{}, Adjust: int(it.AgeAdjust.Seconds())}
	if due := it.DueAt; !due.IsZero() {
		w.DueAt = &due
	}
	if s.held(it, r, now) {
		until := it.PreferredUntil
		w.HeldFor, w.Until = &Named{ID: string(it.PreferredAgent)}, &until
	}
	var fit []*Candidate
	idle := 0
	for i := range r.all {
		a := &r.all[i]
		cause := s.against(a, it, now)
		if cause == "" {
			w.Eligible++
			if a.Load == 0 {
				idle++
			}
		} else {
			w.Excluded[cause]++
			if cause == pausedBySurge {
				w.Surges = s.pausing(w.Surges, a, now)
			}
		}
		if s.unfit(a, it, now) == "" {
			fit = append(fit, a)
		}
		w.Agents = append(w.Agents, Standing{Named{ID: string(a.ID)}, cause})
	}
	slices.SortStableFunc(w.Agents, func(a, b Standing) int {
		return slices.Index(nearness, a.Cause) - slices.Index(nearness, b.Cause)
	})
	w.Agents = w.Agents[:min(len(w.Agents), askedAbout)]
	if next := s.rank(it, now); w.Eligible > 0 && s.reserves(&next, idle) {
		w.Reserve = s.Matching[it.QueueID].Reserve
	}
	s.place(&w, it, fit, now)
	return w
}

// place finds the item in the order, and counts what goes before it of what one of its own
// agents could take.
func (s *Situation) place(w *Waiting, it *Item, fit []*Candidate, now time.Time) {
	shared := map[kind]bool{}
	for _, other := range s.inOrder(now) {
		if other.item == it {
			w.Score, w.Guard = other.score, other.guard
			return
		}
		k := s.kindOf(other.item, now)
		if _, known := shared[k]; !known {
			shared[k] = slices.ContainsFunc(fit, func(a *Candidate) bool { return s.serves(a, other.item, now) })
		}
		if shared[k] {
			w.Ahead++
		}
	}
}

// serves reports whether the agent is one for items of this kind, whoever they are of.
func (s *Situation) serves(a *Candidate, it *Item, now time.Time) bool {
	_, cause := a.unfit(it, s.asks(it, now), now)
	return cause == ""
}

// find gives the item of that id, or nil when it does not wait.
func (s *Situation) find(id centre.ItemID) *Item {
	for i := range s.Waiting {
		if s.Waiting[i].ID == id {
			return &s.Waiting[i]
		}
	}
	return nil
}
