package routing

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// The invariants I2–I6 of the domain, on any situation. now is second 600, so that
// every band of every tier occurs.
var now600 = second(600)

func drawSituation(t *rapid.T) Situation {
	surge := rapid.SampledFrom([]time.Time{{}, {}, now600, second(601)})
	bias := rapid.SampledFrom([]int{0, 0, -120, 45, 300})
	choice := rapid.SampledFrom(append([]Choice{""}, Choices...))
	queues := map[centre.QueueID]Matching{
		"support": {
			Reserve: rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "reserve"), Surge: surge.Draw(t, "surge until"),
			Bias: bias.Draw(t, "bias"), Choice: choice.Draw(t, "choice"),
		},
		"billing": {Surge: surge.Draw(t, "in billing until"), Bias: bias.Draw(t, "bias of billing"), Choice: choice.Draw(t, "choice of billing")},
	}
	s := Situation{Matching: queues, Blocked: map[centre.ItemID]map[centre.AgentID]bool{}, Tried: map[centre.ItemID]map[centre.AgentID]bool{}}
	agents := rapid.IntRange(0, 6).Draw(t, "agents")
	for i := range agents {
		s.Agents = append(s.Agents, drawCandidate(t, fmt.Sprint("agent", i)))
	}
	for i := range rapid.IntRange(0, 25).Draw(t, "items") {
		it := drawItem(t, fmt.Sprint("item", i))
		s.Waiting = append(s.Waiting, it)
		if agents > 0 && rapid.IntRange(0, 4).Draw(t, "tried") == 0 {
			who := centre.AgentID(fmt.Sprint("agent", rapid.IntRange(0, agents-1).Draw(t, "who")))
			s.Tried[it.ID] = map[centre.AgentID]bool{who: true}
		}
		if agents > 0 && rapid.IntRange(0, 4).Draw(t, "blocked") == 0 {
			who := rapid.SampledFrom([]centre.AgentID{"agent0", "agent0", "agent1", "busy"}).Draw(t, "from")
			s.Blocked[it.ID] = map[centre.AgentID]bool{who: true}
		}
	}
	if rapid.Bool().Draw(t, "somebody is busy") {
		s.Agents = append(s.Agents, drawCandidate(t, "busy"))
	}
	return s
}

func drawItem(t *rapid.T, id string) Item {
	with := []func(*Item){
		tier(rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "tier")),
		priority(rapid.IntRange(4, 6).Draw(t, "priority")),
		in(rapid.SampledFrom([]string{"support", "billing"}).Draw(t, "queue")),
	}
	if rapid.IntRange(0, 2).Draw(t, "skilled") == 0 {
		with = append(with, needs(Need{SkillID: "es", Min: rapid.IntRange(1, 3).Draw(t, "level"), Hard: rapid.Bool().Draw(t, "hard")}))
	}
	if rapid.IntRange(0, 9).Draw(t, "emergency") == 0 {
		with = append(with, emergency)
	}
	if rapid.IntRange(0, 3).Draw(t, "held") == 0 {
		who := rapid.SampledFrom([]string{"agent0", "agent1", "busy", "gone"}).Draw(t, "for")
		with = append(with, heldFor(who, float64(rapid.SampledFrom([]int{599, 600, 630}).Draw(t, "until"))))
		if rapid.Bool().Draw(t, "promised") {
			with = append(with, own)
		}
	}
	if rapid.IntRange(0, 4).Draw(t, "transferred") == 0 {
		with = append(with, handedOn)
		if rapid.Bool().Draw(t, "came back") {
			with = append(with, cameBack)
		}
	}
	if rapid.IntRange(0, 4).Draw(t, "moved") == 0 {
		with = append(with, moved(rapid.IntRange(-300, 300).Draw(t, "by")))
	}
	if rapid.IntRange(0, 4).Draw(t, "overflowed") == 0 {
		with = append(with, overflowedFrom(rapid.SampledFrom([]string{"support", "billing", "sales"}).Draw(t, "from"), Need{SkillID: "es", Min: rapid.IntRange(1, 3).Draw(t, "there")}))
	}
	channel := rapid.SampledFrom([]Channel{Call, Chat, Chat, Ticket, Email, Callback}).Draw(t, "channel")
	with = append(with, due(float64(rapid.SampledFrom([]int{-600, 300, 600, 900, 1800, 2400, 2401, 3000, 9000}).Draw(t, "due"))))
	return waiting(id, channel, float64(rapid.IntRange(0, 600).Draw(t, "at")), with...)
}

func drawCandidate(t *rapid.T, id string) Candidate {
	c := free(id, float64(rapid.IntRange(0, 599).Draw(t, "since")))
	c.Mixed = rapid.Bool().Draw(t, "mixed")
	c.AsyncAt = second(float64(rapid.SampledFrom([]int{-1200, -1199, 0}).Draw(t, "had what can wait")))
	c.Queues["billing"] = rapid.Bool().Draw(t, "billing")
	c.RungAt = rapid.SampledFrom([]time.Time{{}, second(1), second(2), second(300)}).Draw(t, "rang")
	c.Busy = presence.Busyness{Share: float64(rapid.IntRange(0, 4).Draw(t, "busy")) / 4, At: second(0)}
	if rapid.Bool().Draw(t, "knows") {
		knowing("es", rapid.IntRange(1, 3).Draw(t, "level"))(&c)
	}
	switch rapid.IntRange(0, 3).Draw(t, "has") {
	case 0:
		having(rapid.IntRange(1, 2).Draw(t, "chats"), Chat)(&c)
	case 1:
		having(rapid.IntRange(1, 3).Draw(t, "tickets"), Ticket)(&c)
		c.Yields = 20 * rapid.IntRange(0, c.Count[Ticket]).Draw(t, "interruptible")
	case 2:
		having(5, Ticket)(&c)
		c.Yields = 20 * rapid.IntRange(0, 5).Draw(t, "interruptible")
	}
	if id == "busy" || rapid.IntRange(0, 4).Draw(t, "full") == 0 {
		c.Load = c.Capacity
	}
	if rapid.IntRange(0, 3).Draw(t, "absent") == 0 {
		c.Absent = rapid.SampledFrom([]presence.Absence{presence.Silent, presence.SteppedAway, presence.LetPass}).Draw(t, "why")
		c.Gone = rapid.Bool().Draw(t, "gone")
	}
	return c
}

// hand is what an agent carries, kept by the test itself.
type hand struct {
	Candidate
	load  int
	count map[Channel]int
	async time.Time
}

func handsOf(s Situation) map[centre.AgentID]*hand {
	all := map[centre.AgentID]*hand{}
	for _, a := range s.Agents {
		all[a.ID] = &hand{a, a.Load, maps.Clone(a.Count), a.AsyncAt}
	}
	return all
}

func (h *hand) take(it Item, weight int) {
	h.load += weight
	h.count[it.Channel]++
	if it.Channel == Ticket || it.Channel == Email {
		h.async = now600
	}
}

// owed says whether the agent has had no ticket nor e-mail for half an hour, and the item is late.
func (h *hand) owed(it Item) bool {
	async := it.Channel == Ticket || it.Channel == Email
	return async && h.count[Ticket]+h.count[Email] == 0 && now600.Sub(h.async) >= 30*time.Minute && !stands(it).After(now600)
}

// could says by the domain's own words whether the agent could take the item.
func (h *hand) could(it Item) bool {
	aimed := it.PreferredAgent == h.ID && (it.Owned || it.Leg > 1 && now600.Before(it.PreferredUntil))
	hard := slices.DeleteFunc(slices.Clone(it.Required), func(n Need) bool { return !n.Hard })
	able := aimed && h.knows(hard) || !aimed && h.able(it.QueueID, it.Required)
	for _, o := range it.Overflowed {
		able = able || !aimed && o.Serves && h.able(o.QueueID, o.Required)
	}
	if !able || h.Absent != "" {
		return false
	}
	voice := h.count[Call] + h.count[Callback]
	isVoice := it.Channel == Call || it.Channel == Callback
	switch {
	case isVoice && voice > 0:
		return false
	case !h.Mixed && voice > 0:
		return false
	case !h.Mixed && isVoice && h.count[Chat] > 0:
		return false
	}
	weight := it.Weight
	if h.Mixed && isVoice {
		weight = 34
	}
	load := h.load
	if isVoice && !h.Mixed {
		load -= h.Yields // what is in hand and gives way to a call
	}
	return load+weight <= h.Capacity && h.count[it.Channel] < Caps[it.Channel]
}

// able says whether the agent serves a queue and knows what it asks for.
func (h *hand) able(queue centre.QueueID, required []Need) bool {
	return h.Queues[queue] && h.knows(required)
}

func (h *hand) knows(required []Need) bool {
	for _, n := range required {
		if h.Skills[n.SkillID] < n.Min {
			return false
		}
	}
	return true
}

// reserved says whether the item waits for somebody else than the agent.
func reserved(s Situation, it Item, from centre.AgentID) bool {
	p := it.PreferredAgent
	if p == "" || p == from || !now600.Before(it.PreferredUntil) || s.Tried[it.ID][p] || s.Blocked[it.ID][p] {
		return false
	}
	for _, a := range s.Agents {
		if a.ID == p {
			waits := a.Absent == "" || it.Owned && !a.Gone
			empty := hand{Candidate: a, count: map[Channel]int{}}
			empty.load, empty.Yields, empty.Absent = 0, 0, ""
			return waits && empty.could(it)
		}
	}
	return false
}

// keeps says whether no more agents are idle, of those who could take an item of tier C, than
// its queue keeps free from it.
func keeps(s Situation, hands map[centre.AgentID]*hand, it Item, from centre.AgentID) bool {
	byName := it.PreferredAgent == from && (it.Owned || it.Leg > 1 && now600.Before(it.PreferredUntil))
	keep := s.Matching[it.QueueID].Reserve
	if keep == 0 || it.Tier != "C" || it.Emergency || it.Returned || byName {
		return false
	}
	if live := it.Channel != Ticket && it.Channel != Email; live && now600.Sub(stands(it)) >= 5*time.Minute || !live && minutesLeft(it) <= 30 {
		return false
	}
	idle := 0
	for _, h := range hands {
		if h.load == 0 && h.could(it) && !leftOut(s, it, h) && !s.Tried[it.ID][h.ID] && !s.Blocked[it.ID][h.ID] {
			idle++
		}
	}
	return idle <= keep
}

// leftOut says whether the agent is left to who calls and writes to a queue of theirs in a surge.
func leftOut(s Situation, it Item, h *hand) bool {
	byName := it.PreferredAgent == h.ID && (it.Owned || it.Leg > 1 && now600.Before(it.PreferredUntil))
	if it.Emergency || byName || it.Channel != Ticket && it.Channel != Email {
		return false
	}
	for q := range h.Queues {
		if h.Queues[q] && s.Matching[q].Surge.After(now600) {
			return true
		}
	}
	return false
}

// goesFirst is the order of those that wait for one agent, written down once more.
func (h *hand) goesFirst(s Situation, a, b Item) bool {
	boost := map[string]float64{"A": 30, "B": 10, "C": 0}
	slope := map[string]float64{"A": 2, "B": 1.5, "C": 1}
	guard := map[string]time.Duration{"A": 120 * time.Second, "B": 180 * time.Second, "C": 300 * time.Second}
	live := map[Channel]bool{Call: true, Callback: true, WalkIn: true, Chat: true}
	if a.Emergency != b.Emergency {
		return a.Emergency
	}
	if !a.Emergency && h.owed(a) != h.owed(b) {
		return h.owed(a)
	}
	nowA, nowB := live[a.Channel] || minutesLeft(a) <= 30, live[b.Channel] || minutesLeft(b) <= 30
	if nowA != nowB {
		return nowA
	}
	if a.Returned != b.Returned {
		return a.Returned
	}
	bias := func(it Item) float64 { return float64(s.Matching[it.QueueID].Bias) }
	if !live[a.Channel] && !live[b.Channel] && bias(a) == bias(b) {
		return stands(a).Before(stands(b))
	}
	cameA, cameB := a.EnqueuedAt.Add(-a.AgeAdjust), b.EnqueuedAt.Add(-b.AgeAdjust)
	waitA, waitB := max(0, now600.Sub(cameA)), max(0, now600.Sub(cameB))
	inA := live[a.Channel] && (a.Returned || waitA >= guard[a.Tier])
	inB := live[b.Channel] && (b.Returned || waitB >= guard[b.Tier])
	if inA != inB {
		return inA
	}
	if inA {
		return cameA.Add(guard[a.Tier]).Before(cameB.Add(guard[b.Tier]))
	}
	score := func(it Item, waited time.Duration) float64 {
		if !live[it.Channel] {
			return bias(it) + 600 - minutesLeft(it)*20
		}
		return bias(it) + boost[it.Tier] + 15*float64(5-it.Priority) + slope[it.Tier]*waited.Seconds()
	}
	return score(a, waitA) > score(b, waitB)
}

func minutesLeft(it Item) float64 { return stands(it).Sub(now600).Minutes() }

func itemsByID(s Situation) map[centre.ItemID]Item {
	all := map[centre.ItemID]Item{}
	for _, it := range s.Waiting {
		all[it.ID] = it
	}
	return all
}

func TestInvariants(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSituation(t)
		made := Decide(s, now600)
		left, hands := itemsByID(s), handsOf(s)
		for _, p := range made {
			it, still := left[p.ItemID]
			if !still {
				t.Fatalf("%s was offered twice", p.ItemID)
			}
			h := hands[p.AgentID]
			if s.Blocked[it.ID][h.ID] {
				t.Fatalf("%s is kept from the customer of %s", h.ID, it.ID)
			}
			if !h.could(it) || s.Tried[it.ID][h.ID] {
				t.Fatalf("I2: %s cannot take %s", h.ID, it.ID)
			}
			if leftOut(s, it, h) {
				t.Fatalf("%s went to %s in a surge", it.ID, h.ID)
			}
			if keeps(s, hands, it, h.ID) {
				t.Fatalf("%s went to %s, who is kept free", it.ID, h.ID)
			}
			if reserved(s, it, h.ID) {
				t.Fatalf("%s is held for %s and went to %s", it.ID, it.PreferredAgent, h.ID)
			}
			for _, y := range left {
				if h.goesFirst(s, y, it) && h.could(y) && !leftOut(s, y, h) && !s.Tried[y.ID][h.ID] && !s.Blocked[y.ID][h.ID] && !reserved(s, y, h.ID) && !keeps(s, hands, y, h.ID) {
					t.Fatalf("I4, I6: %s went to %s before %s", it.ID, h.ID, y.ID)
				}
				if sameLine(y, it) && standsBefore(y, it) && len(s.Tried[y.ID])+len(s.Blocked[y.ID]) == 0 && !now600.Before(y.PreferredUntil) && it.PreferredAgent == "" && !it.Returned {
					t.Fatalf("I5: %s passed %s in its own line", it.ID, y.ID)
				}
			}
			h.take(it, p.Weight)
			delete(left, it.ID)
		}
		for _, it := range left {
			for _, h := range hands {
				if h.could(it) && !leftOut(s, it, h) && !s.Tried[it.ID][h.ID] && !s.Blocked[it.ID][h.ID] && !reserved(s, it, h.ID) && !keeps(s, hands, it, h.ID) {
					t.Fatalf("I3: %s waits while %s could take it", it.ID, h.ID)
				}
			}
		}
	})
}

func sameLine(a, b Item) bool { return lineOf(a) == lineOf(b) }

func lineOf(it Item) string {
	return fmt.Sprint(it.QueueID, it.Signature, it.Tier, it.Priority, it.Channel, it.Emergency)
}

// stands is when somebody came or, of what can wait, when it is due. It counts a supervisor's
// word: who was moved stands as if they had come then.
func stands(it Item) time.Time {
	if it.Channel == Ticket || it.Channel == Email {
		return it.DueAt.Add(-it.AgeAdjust)
	}
	return it.EnqueuedAt.Add(-it.AgeAdjust)
}

func standsBefore(a, b Item) bool {
	if !stands(a).Equal(stands(b)) {
		return stands(a).Before(stands(b))
	}
	return a.ID < b.ID
}

// band is the one of its line in which something that can wait is, of those that the store
// goes by.
func band(s Situation, it Item) string {
	if it.Channel != Ticket && it.Channel != Email {
		return ""
	}
	for _, b := range s.bands(now600) {
		if b.QueueID == it.QueueID && it.EnqueuedAt.After(b.After) && !it.EnqueuedAt.After(b.Upto) {
			return fmt.Sprint(" since ", b.After)
		}
	}
	return ""
}

// headsOf is what the store shows of a situation.
func headsOf(s Situation, perLine int) []Item {
	sorted := append([]Item{}, s.Waiting...)
	sort.Slice(sorted, func(i, j int) bool { return standsBefore(sorted[i], sorted[j]) })
	shown := map[string]int{}
	var heads []Item
	for _, it := range sorted {
		switch {
		case now600.Before(it.PreferredUntil), it.AgeAdjust != 0, it.Returned:
			heads = append(heads, it)
		case shown[lineOf(it)+band(s, it)] < perLine:
			shown[lineOf(it)+band(s, it)]++
			heads = append(heads, it)
		}
	}
	return heads
}

// wantPartialViewAlike decides by the heads of each line, and by those who are there with room
// and those that work is held for, as by all that wait and everybody.
func wantPartialViewAlike(t *rapid.T, full Situation) {
	t.Helper()
	full.Most = rapid.IntRange(0, 4).Draw(t, "most")
	partial := full
	calls := slices.ContainsFunc(full.Waiting, func(it Item) bool { return it.Channel == Call || it.Channel == Callback })
	partial.Agents, partial.Meant = nil, map[centre.AgentID]*Candidate{}
	for i, a := range full.Agents {
		if a.Absent == "" && (a.Load+20 <= a.Capacity || calls && a.Load-a.Yields+20 <= a.Capacity) {
			partial.Agents = append(partial.Agents, a)
		}
		partial.Meant[a.ID] = &full.Agents[i]
	}
	perLine := places(partial.Agents, nil)
	if full.Most > 0 {
		perLine = min(perLine, full.Most)
	}
	partial.Waiting = headsOf(full, perLine+len(full.Tried)+len(full.Blocked))
	want, got := Decide(full, now600), Decide(partial, now600)
	for _, made := range [][]Proposal{want, got} {
		for i := range made {
			made[i].Trace.Excluded = nil // counts those too who were not shown
		}
	}
	if diff := unlike(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("full and partial view differ (-full +partial):\n%s", diff)
	}
}

func TestAPartialViewDecidesAsTheFullStateWould(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		full := drawSituation(t)
		wantPartialViewAlike(t, full)
	})
}

// Whoever is shown fewer of each line than there are offers to make ends there: the offers
// are the first of those that the full state would bring, and never none of some.
func TestADecisionEndsWhereItWasShownNoMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		full := drawSituation(t)
		few := full
		few.PerLine = rapid.IntRange(1, 3).Draw(t, "per line")
		few.Waiting = headsOf(full, few.PerLine+len(full.Tried)+len(full.Blocked))
		all, first := Decide(full, now600), Decide(few, now600)
		if len(first) > len(all) || len(first) == 0 && len(all) > 0 {
			t.Fatalf("%d offers of a few heads, %d of all", len(first), len(all))
		}
		if diff := unlike(all[:len(first)], first, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("the first offers differ (-full +few):\n%s", diff)
		}
		items, ofLine, ended := itemsByID(full), map[string]int{}, len(first) == len(all)
		for _, p := range first {
			line := lineOf(items[p.ItemID])
			ofLine[line]++
			ended = ended || ofLine[line] == few.PerLine
		}
		if !ended {
			t.Fatalf("it ended after %d of %d offers, and no line was used up: %v", len(first), len(all), ofLine)
		}
	})
}

func TestDecideDependsOnItsArgumentsAloneAndChangesNoneOfThem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSituation(t)
		before := cloneSituation(s)
		want := Decide(s, now600)
		if diff := unlike(before, s); diff != "" {
			t.Fatalf("the situation was changed:\n%s", diff)
		}
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		rng.Shuffle(len(s.Waiting), func(i, j int) { s.Waiting[i], s.Waiting[j] = s.Waiting[j], s.Waiting[i] })
		rng.Shuffle(len(s.Agents), func(i, j int) { s.Agents[i], s.Agents[j] = s.Agents[j], s.Agents[i] })
		if diff := unlike(want, Decide(s, now600)); diff != "" {
			t.Fatalf("another order of the same rows decided otherwise:\n%s", diff)
		}
	})
}

// unlike says in what two differ. That they do not, as nearly always, is seen many times sooner
// without cmp.
func unlike(a, b any, but ...cmp.Option) string {
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return cmp.Diff(a, b, but...)
}

func cloneSituation(s Situation) Situation {
	s.Waiting = append([]Item(nil), s.Waiting...)
	agents := append([]Candidate(nil), s.Agents...)
	for i := range agents {
		agents[i].Count = maps.Clone(agents[i].Count)
	}
	s.Agents = agents
	return s
}

// BenchmarkDecide is the size of the domain's target: 1,000 agents free at once, 50 lines of 200.
func BenchmarkDecide(b *testing.B) {
	var s Situation
	for i := range 10_000 {
		it := waiting(fmt.Sprintf("item%05d", i), Call, float64(i%600), in(fmt.Sprint("queue", i%50)), needs(Need{SkillID: "es", Min: 5}))
		s.Waiting = append(s.Waiting, it)
	}
	for i := range 1_000 {
		c := free(fmt.Sprintf("agent%04d", i), float64(i%500), knowing("es", 5))
		c.Queues = map[centre.QueueID]bool{centre.QueueID(fmt.Sprint("queue", i%50)): true}
		s.Agents = append(s.Agents, c)
	}
	s.Most = maxRound
	for b.Loop() {
		if len(Decide(s, now600)) != maxRound {
			b.Fatal("not a full round")
		}
	}
}
