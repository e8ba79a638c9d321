package virtual

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/drawtest"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

func TestMain(m *testing.M) { drawtest.Main(m) }

// TestInvariants has any day happen and holds the domain's invariants against every
// moment of it, by the domain's own words and not by the engine's.
func TestInvariants(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		f, done := open(d)
		defer done()
		a := auditor{T: t, floor: f, since: map[centre.ItemID]time.Time{}}
		for f.happen() {
			f.spill()
			a.beforeDecision()
			f.decide()
			a.afterDecision()
		}
		a.atTheEnd()
	})
}

// auditor looks at a floor from outside.
type auditor struct {
	*rapid.T
	floor *Floor
	since map[centre.ItemID]time.Time // when items came

	waited  []*piece           // before the decision
	hands   map[*worker]hand   // as they were then
	asked   map[*worker]bool   // who had asked to leave, or was away
	byRules []routing.Proposal // what Decide says of all that waited and all who were there
}

// hand is what an agent carries, as the test counts it.
type hand struct {
	load  int
	gives int // of it, tickets and e-mails in hand: they give way to a call
	count map[routing.Channel]int
	async time.Time // when something that can wait was offered last, or they came
}

// owed says whether the agent has had no ticket nor e-mail for half an hour, and the piece is late.
func (h hand) owed(p *piece, now time.Time) bool {
	async := p.Channel == routing.Ticket || p.Channel == routing.Email
	return async && h.count[routing.Ticket]+h.count[routing.Email] == 0 && now.Sub(h.async) >= 30*time.Minute && !p.DueAt.After(now)
}

func carried(w *worker) hand {
	h := hand{count: map[routing.Channel]int{}, async: w.desk.AsyncAt}
	for _, p := range w.has {
		h.count[p.Channel]++
		if p.parked {
			continue
		}
		h.load += p.weight
		if givesWay(p) && p.State != routing.Offered {
			h.gives += p.weight
		}
	}
	return h
}

func givesWay(p *piece) bool {
	return (p.Channel == routing.Ticket || p.Channel == routing.Email) && !p.arrival.Class.Firm
}

func (a *auditor) beforeDecision() {
	f := a.floor
	a.waited = slices.SortedFunc(maps.Values(f.queued), earlier)
	a.hands, a.asked = map[*worker]hand{}, map[*worker]bool{}
	full := routing.Situation{
		Tiers: f.day.Tiers, Matching: f.day.Matching, Tried: map[centre.ItemID]map[centre.AgentID]bool{},
	}
	for _, w := range f.staff {
		a.hands[w] = carried(w)
		a.asked[w] = w.desk.Status != presence.Available || w.desk.NextStatus != "" || w.desk.Link != presence.Connected || w.desk.Missed
		if w.desk.Routable() {
			full.Agents = append(full.Agents, w.look())
		}
	}
	for _, p := range a.waited {
		full.Waiting = append(full.Waiting, p.Item)
		full.Tried[p.ID] = p.tried
		if came, known := a.since[p.ID]; known && !came.Equal(p.EnqueuedAt) {
			a.Fatalf("I7: %s came at %v and now at %v", p.ID, came, p.EnqueuedAt)
		}
		a.since[p.ID] = p.EnqueuedAt
	}
	a.byRules = routing.Decide(full, f.now)
}

func (a *auditor) afterDecision() {
	a.decidesAsTheFullViewWould()
	a.inTurn()
	a.nobodyCarriesTooMuch()
	a.nobodyIsIdleInVain()
	a.sentOn()
	a.counted()
}

// sentOn: rules act three times at most, send nobody where they were, and leave nobody to whom
// one of them applies.
func (a *auditor) sentOn() {
	for _, p := range a.floor.everything() {
		if len(p.Overflowed) > 3 {
			a.Fatalf("%s overflowed %d times", p.ID, len(p.Overflowed))
		}
		been := map[centre.QueueID]bool{}
		for _, o := range p.Overflowed {
			if o.Action == routing.ToQueue && been[o.To] || o.QueueID == o.To {
				a.Fatalf("%s went round in a circle: %+v", p.ID, p.Overflowed)
			}
			been[o.QueueID] = true
		}
		waited, most := a.floor.now.Sub(p.EnqueuedAt), time.Duration(0)
		for _, r := range a.floor.day.Overflow[p.QueueID] {
			if r.When == routing.Waited && r.Action == routing.ToQueue {
				most = time.Duration(r.Over) * time.Second
			}
		}
		if p.State == routing.Queued && most > 0 && waited >= most && len(p.Overflowed) < 3 {
			a.Fatalf("%s waits in %s for %v, where nobody should for %v", p.ID, p.QueueID, waited, most)
		}
	}
}

func (a *auditor) decidesAsTheFullViewWould() {
	want := map[centre.ItemID]centre.AgentID{}
	for _, p := range a.byRules {
		want[p.ItemID] = p.AgentID
	}
	got := map[centre.ItemID]centre.AgentID{}
	for _, p := range a.waited {
		if p.State != routing.Queued {
			got[p.ID] = p.by.agent.ID
		}
	}
	if !maps.Equal(want, got) {
		a.Fatalf("the full view decides otherwise (-full +floor):\n%s", cmp.Diff(want, got))
	}
}

// inTurn goes through the offers in the order in which they were made.
func (a *auditor) inTurn() {
	left := map[centre.ItemID]*piece{}
	for _, p := range a.waited {
		left[p.ID] = p
	}
	for _, made := range a.byRules {
		p := left[made.ItemID]
		if a.asked[p.by] {
			a.Fatalf("I12: %s was offered to %s, who is %s and asked for %q", p.ID, p.by.agent.ID, p.by.desk.Status, p.by.desk.NextStatus)
		}
		if !made.Trace.Again && a.keeps(p, a.handsNow) { // once everybody let it pass, who is kept free is asked as well
			a.Fatalf("%s was served by an agent who is kept free from it", p.ID)
		}
		delete(left, p.ID)
		for _, q := range left {
			a.passed(q, p)
		}
		h := a.hands[p.by]
		h.load += p.weight
		h.count[p.Channel]++
		if p.Channel == routing.Ticket || p.Channel == routing.Email {
			h.async = a.floor.now
		}
		a.hands[p.by] = h
	}
}

// passed holds it against q, who still waits, that p was served.
func (a *auditor) passed(q, p *piece) {
	if a.could(q, p.by, a.hands[p.by]) && !a.waitsForAnother(q, p.by) && !a.keeps(q, a.handsNow) && a.goesFirst(q, p) {
		a.Fatalf("I4, I6: %s went to %s before %s, who had more right to it", p.ID, p.by.agent.ID, q.ID)
	}
	plain := len(p.tried)+len(q.tried) == 0 && p.PreferredAgent == "" && q.PreferredAgent == ""
	alike := p.Channel.RealTime() || len(a.floor.day.Matching[p.QueueID].Rings) == 0 // or who came first has reached another ring
	if plain && alike && q.home == p.home && ahead(q, p) < 0 {
		a.Fatalf("I5: %s was served before %s of its own line", p.ID, q.ID)
	}
}

func (a *auditor) nobodyCarriesTooMuch() {
	for _, w := range a.floor.staff {
		h := carried(w)
		rings, most := 0, 100
		for _, p := range w.has {
			if p.State == routing.Offered && p.Channel.Exclusive() && !w.agent.Mixed {
				rings, most = rings+1, 100+h.gives
			}
		}
		if h.load != w.desk.Load || h.gives != w.desk.Yields || h.load > most {
			a.Fatalf("I2: %s carries %d, the desk says %d", w.agent.ID, h.load, w.desk.Load)
		}
		for _, p := range w.has {
			if p.State == routing.Offered && (w.desk.Status != presence.Available || w.desk.Link != presence.Connected) {
				a.Fatalf("%s rings at the desk of %s, who is not there", p.ID, w.agent.ID)
			}
		}
		voice, rest := 0, 0
		for c, n := range h.count {
			if n > routing.Caps[c] {
				a.Fatalf("I2: %s has %d of %s", w.agent.ID, n, c)
			}
			if c.Exclusive() {
				voice += n
			}
		}
		for _, p := range w.has {
			if aside := p.parked || rings > 0 && givesWay(p) && p.State != routing.Offered; !p.Channel.Exclusive() && !aside {
				rest++
			}
			if p.parked && (voice == 0 || rings > 0) {
				a.Fatalf("%s has %s parked, and no call", w.agent.ID, p.ID)
			}
		}
		if voice > 1 || voice == 1 && rest > 0 && !w.agent.Mixed {
			a.Fatalf("I2: %s speaks with %d and has %d beside", w.agent.ID, voice, rest)
		}
	}
}

// nobodyIsIdleInVain: no pair of who waits and who could serve them is left.
func (a *auditor) nobodyIsIdleInVain() {
	for _, p := range a.floor.queued {
		for _, w := range a.floor.staff {
			took := slices.ContainsFunc(w.has, func(has *piece) bool { return givesWay(has) && has.AcceptedAt.Equal(a.floor.now) })
			if p.Channel.Exclusive() && took {
				continue // at this very moment: the next decision is about to be
			}
			if w.desk.Routable() && a.could(p, w, carried(w)) && !a.waitsForAnother(p, w) && !a.keeps(p, carried) {
				a.Fatalf("I3: %s waits while %s could serve it", p.ID, w.agent.ID)
			}
		}
	}
}

// counted: who was offered was answered, hung up, was sent on or still waits.
func (a *auditor) counted() {
	waiting := map[*line]int{}
	for _, p := range a.floor.everything() {
		if !p.served {
			waiting[p.home]++
		}
	}
	for _, l := range a.floor.ordered {
		if l.offered != len(l.answered)+len(l.abandoned)+l.overflowed+waiting[l] {
			a.Fatalf("I10: %d came, %d were answered, %d hung up, %d overflowed, %d are there", l.offered, len(l.answered), len(l.abandoned), l.overflowed, waiting[l])
		}
	}
}

func (a *auditor) atTheEnd() {
	f := a.floor
	if left := f.everything(); len(left) > 0 {
		a.Fatalf("I8: %s is %s for ever", left[0].ID, left[0].State)
	}
	if o := f.offers; o.Made != o.Accepted+o.Declined+o.Missed+o.Withdrawn {
		a.Fatalf("I8: what became of the offers does not add up: %+v", o)
	}
}

// could says by the domain's own words whether an agent with such hands could take it.
func (a *auditor) could(p *piece, w *worker, h hand) bool {
	if p.tried[w.agent.ID] || !a.fit(p, w) {
		return false
	}
	voice := h.count[routing.Call] + h.count[routing.Callback]
	isVoice := p.Channel == routing.Call || p.Channel == routing.Callback
	weight := map[routing.Channel]int{routing.Call: 100, routing.Callback: 100, routing.Chat: 33, routing.Email: 50, routing.Ticket: 20}[p.Channel]
	switch {
	case isVoice && voice > 0:
		return false
	case !w.agent.Mixed && (voice > 0 || isVoice && h.count[routing.Chat] > 0):
		return false
	case w.agent.Mixed && isVoice:
		weight = 34
	}
	load := h.load
	if isVoice && !w.agent.Mixed {
		load -= h.gives
	}
	return load+weight <= 100 && h.count[p.Channel] < routing.Caps[p.Channel]
}

// fit says whether the agent is one for it at all, after such a wait: where it is, or where it
// was before, by the widest of that queue's rings.
func (a *auditor) fit(p *piece, w *worker) bool {
	if a.able(p.QueueID, p.Required, w, a.floor.now.Sub(p.EnqueuedAt)) {
		return true
	}
	return slices.ContainsFunc(p.Overflowed, func(o routing.Overflowed) bool {
		return o.Action == routing.ToQueue && a.able(o.QueueID, o.Required, w, time.Hour)
	})
}

func (a *auditor) able(queue centre.QueueID, required []routing.Need, w *worker, waited time.Duration) bool {
	if !slices.Contains(w.agent.Queues, queue) {
		return false
	}
	for _, n := range required {
		if w.agent.Skills[n.SkillID] < n.Min {
			return false
		}
	}
	rings := a.floor.day.Matching[queue].Rings
	for _, r := range rings {
		if waited >= time.Duration(r.AfterS)*time.Second && w.agent.Skills["fr"] >= r.Min["fr"] {
			return true
		}
	}
	return len(rings) == 0
}

// waitsForAnother says whether it waits for somebody else, who is there and fit for it.
func (a *auditor) waitsForAnother(p *piece, than *worker) bool {
	w := a.floor.workers[p.PreferredAgent]
	return w != nil && w != than && a.floor.now.Before(p.PreferredUntil) && !p.tried[w.agent.ID] &&
		w.desk.Routable() && a.fit(p, w)
}

// handsNow is what an agent carries as offers are gone through.
func (a *auditor) handsNow(w *worker) hand { return a.hands[w] }

// keeps says whether no more agents are idle, of those who could take a piece of tier C, than its
// queue keeps free from it.
func (a *auditor) keeps(p *piece, carries func(*worker) hand) bool {
	keep := a.floor.day.Matching[p.QueueID].Reserve
	live := p.Channel != routing.Ticket && p.Channel != routing.Email
	switch {
	case keep == 0 || p.Tier != "C" || p.Emergency:
		return false
	case live && a.floor.now.Sub(p.EnqueuedAt) >= 5*time.Minute, !live && p.DueAt.Sub(a.floor.now) <= 30*time.Minute:
		return false
	}
	idle := 0
	for _, w := range a.floor.staff {
		if h := carries(w); h.load == 0 && !a.asked[w] && a.could(p, w, h) {
			idle++
		}
	}
	return idle <= keep
}

// goesFirst is the order of those that wait for the agent who was offered p, written down once
// more.
func (a *auditor) goesFirst(q, p *piece) bool {
	now := a.floor.now
	boost := map[string]float64{"A": 30, "B": 10, "C": 0}
	slope := map[string]float64{"A": 2, "B": 1.5, "C": 1}
	guard := map[string]time.Duration{"A": 120 * time.Second, "B": 180 * time.Second, "C": 300 * time.Second}
	live := map[routing.Channel]bool{routing.Call: true, routing.Callback: true, routing.Chat: true}
	if q.Emergency != p.Emergency {
		return q.Emergency
	}
	if owedA, owedB := a.hands[p.by].owed(q, now), a.hands[p.by].owed(p, now); !q.Emergency && owedA != owedB {
		return owedA
	}
	left := func(one *piece) float64 { return one.DueAt.Sub(now).Minutes() }
	nowA, nowB := live[q.Channel] || left(q) <= 30, live[p.Channel] || left(p) <= 30
	if nowA != nowB {
		return nowA
	}
	if !live[q.Channel] && !live[p.Channel] {
		return q.DueAt.Before(p.DueAt)
	}
	waitA, waitB := now.Sub(q.EnqueuedAt), now.Sub(p.EnqueuedAt)
	inA, inB := live[q.Channel] && waitA >= guard[q.Tier], live[p.Channel] && waitB >= guard[p.Tier]
	if inA != inB {
		return inA
	}
	if inA {
		return q.EnqueuedAt.Add(guard[q.Tier]).Before(p.EnqueuedAt.Add(guard[p.Tier]))
	}
	score := func(one *piece, waited time.Duration) float64 {
		if !live[one.Channel] {
			return 600 - 20*left(one)
		}
		return boost[one.Tier] + 15*float64(5-one.Priority) + slope[one.Tier]*waited.Seconds()
	}
	return score(q, waitA) > score(p, waitB)
}

// drawDay is up to 14 customers and 4 agents who come, go, answer, decline, fall silent
// and return.
func drawDay(t *rapid.T) Day {
	d := Day{Opens: opening}
	for i := range rapid.IntRange(1, 4).Draw(t, "agents") {
		d.Agents = append(d.Agents, drawAgent(t, fmt.Sprint("agent", i)))
	}
	if rapid.Bool().Draw(t, "rings") {
		d.Matching = map[centre.QueueID]routing.Matching{"support": {Rings: widening}}
	}
	if rapid.Bool().Draw(t, "reserve") {
		d.Matching = map[centre.QueueID]routing.Matching{"support": d.Matching["support"], "billing": {Reserve: rapid.IntRange(1, 2).Draw(t, "kept free")}}
	}
	if rapid.Bool().Draw(t, "overflow") {
		d.Overflow = map[centre.QueueID][]routing.Overflow{}
		for _, q := range []centre.QueueID{"support", "billing"} {
			for range rapid.IntRange(0, 3).Draw(t, "rules") {
				d.Overflow[q] = append(d.Overflow[q], drawOverflow(t, q))
			}
		}
	}
	classes := make([]*Class, rapid.IntRange(1, 4).Draw(t, "classes"))
	for i := range classes {
		classes[i] = drawClass(t)
	}
	var arrivals []Arrival
	at := 0
	for range rapid.IntRange(1, 14).Draw(t, "customers") {
		at += rapid.IntRange(0, 60).Draw(t, "later")
		if rapid.IntRange(0, 9).Draw(t, "much later") == 0 {
			at += 1800
		}
		a := comes(rapid.SampledFrom(classes).Draw(t, "class"), float64(at), float64(rapid.IntRange(1, 300).Draw(t, "service")))
		a.Due = Seconds(float64(rapid.SampledFrom([]int{0, 0, 30, 120, 600, 1800, 2400}).Draw(t, "due")))
		a.Patience = Seconds(float64(rapid.IntRange(1, 600).Draw(t, "patience")))
		if rapid.IntRange(0, 3).Draw(t, "known") == 0 {
			a.Preferred = rapid.SampledFrom([]centre.AgentID{"agent0", "agent1", "nobody"}).Draw(t, "by")
			a.PreferredFor = 60 * time.Second
		}
		arrivals = append(arrivals, a)
	}
	d.Arrivals = slices.Values(arrivals)
	return d
}

// drawOverflow is a rule of a queue; support overflows to billing, and billing to sales.
func drawOverflow(t *rapid.T, of centre.QueueID) routing.Overflow {
	r := routing.Overflow{
		When:   rapid.SampledFrom([]routing.When{routing.Waited, routing.Waited, routing.Length, routing.Unstaffed, routing.Unroutable}).Draw(t, "when"),
		Action: rapid.SampledFrom([]routing.Action{routing.ToQueue, routing.ToQueue, routing.OfferCallback, routing.Deflect, routing.ToTicket, routing.PlayClosed}).Draw(t, "action"),
	}
	switch r.When {
	case routing.Waited:
		r.Over = rapid.IntRange(1, 200).Draw(t, "over")
	case routing.Length:
		r.Over = rapid.IntRange(1, 3).Draw(t, "over")
	}
	if r.Action == routing.ToQueue {
		r.QueueID = map[centre.QueueID]centre.QueueID{"support": "billing", "billing": "sales"}[of]
	}
	return r
}

func drawClass(t *rapid.T) *Class {
	c := &Class{
		QueueID:   rapid.SampledFrom([]centre.QueueID{"support", "billing"}).Draw(t, "queue"),
		Channel:   rapid.SampledFrom([]routing.Channel{routing.Call, routing.Chat, routing.Ticket, routing.Email, routing.Callback}).Draw(t, "channel"),
		Tier:      rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "tier"),
		Priority:  rapid.IntRange(4, 6).Draw(t, "priority"),
		Emergency: rapid.IntRange(0, 9).Draw(t, "emergency") == 0,
		WrapUp:    Seconds(float64(rapid.SampledFrom([]int{0, 30}).Draw(t, "wrap-up"))),
	}
	c.Firm = rapid.IntRange(0, 3).Draw(t, "firm") == 0
	if rapid.IntRange(0, 2).Draw(t, "skilled") == 0 {
		c.Required = []routing.Need{{SkillID: "es", Min: rapid.IntRange(1, 3).Draw(t, "level")}}
	}
	return c
}

func drawAgent(t *rapid.T, id string) Agent {
	a := Agent{
		ID: centre.AgentID(id), Queues: []centre.QueueID{"support", "billing"}[:rapid.IntRange(1, 2).Draw(t, "queues")],
		Skills: map[centre.SkillID]int{"es": rapid.IntRange(0, 3).Draw(t, "es"), "fr": rapid.IntRange(0, 3).Draw(t, "fr")}, Mixed: rapid.Bool().Draw(t, "mixed"),
		Plan: []Step{{Seconds(float64(rapid.IntRange(0, 120).Draw(t, "from"))), Come}},
	}
	for range rapid.IntRange(0, 4).Draw(t, "steps") {
		a.Plan = append(a.Plan, Step{Seconds(float64(rapid.IntRange(0, 900).Draw(t, "at"))), rapid.SampledFrom(steps).Draw(t, "step")})
	}
	var answers []Answer
	for range rapid.IntRange(1, 3).Draw(t, "answers") {
		answers = append(answers, rapid.SampledFrom(habits).Draw(t, "answer"))
	}
	a.Answers = func(n int) Answer { return answers[n%len(answers)] }
	return a
}

// widening is whom the support line asks first, then, and at last.
var widening = []routing.Ring{
	{Min: map[centre.SkillID]int{"fr": 3}}, {AfterS: 20, Min: map[centre.SkillID]int{"fr": 2}}, {AfterS: 50},
}

// What agents do, beside working.
var (
	steps = []func(*presence.Desk, time.Time) error{
		Come, Come, Leave,
		func(d *presence.Desk, now time.Time) error { return d.Declare(presence.Away, "break", true, now) },
		func(d *presence.Desk, now time.Time) error { return d.Declare(presence.Away, "lunch", false, now) },
		func(d *presence.Desk, now time.Time) error { d.Fade(now); return nil },
		func(d *presence.Desk, now time.Time) error { d.Lose(now); return nil },
	}
	habits = []Answer{
		{}, {}, {After: 3 * time.Second}, {After: 20 * time.Second}, {As: routing.Rejected, After: time.Second},
		{As: routing.TimedOut, Back: 40 * time.Second}, {As: routing.Rejected, After: time.Second / 4}, // a hand takes that long
	}
)
