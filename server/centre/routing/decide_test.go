package routing

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// opening is second 0 of every scenario.
var opening = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func second(n float64) time.Time { return opening.Add(time.Duration(n * float64(time.Second))) }

// waiting is an item that reached the support line at a second.
func waiting(id string, c Channel, at float64, with ...func(*Item)) Item {
	it := Item{
		ID: centre.ItemID(id), QueueID: "support", Channel: c, Weight: Weights[c], Tier: "C", Priority: 5,
		State: Queued, EnqueuedAt: second(at), Leg: 1,
	}
	if !c.RealTime() {
		it.DueAt = it.EnqueuedAt.Add(24 * time.Hour)
	}
	for _, f := range with {
		f(&it)
	}
	return it
}

// due is by when an item should be done, if it can wait.
func due(at float64) func(*Item) {
	return func(it *Item) {
		if !it.Channel.RealTime() {
			it.DueAt = second(at)
		}
	}
}

func tier(t string) func(*Item)  { return func(it *Item) { it.Tier = t } }
func priority(p int) func(*Item) { return func(it *Item) { it.Priority = p } }
func emergency(it *Item)         { it.Emergency = true }
func own(it *Item)               { it.Owned = true }
func in(q string) func(*Item)    { return func(it *Item) { it.QueueID = centre.QueueID(q) } }
func handedOn(it *Item)          { it.Leg = 2 }
func cameBack(it *Item)          { it.Returned = true }
func moved(s int) func(*Item) {
	return func(it *Item) { it.AgeAdjust = time.Duration(s) * time.Second }
}
func needs(n ...Need) func(*Item) { return func(it *Item) { it.Required, it.Signature = Sign(n) } }

// overflowedFrom is an item that came from another queue of the same site.
func overflowedFrom(queue string, asked ...Need) func(*Item) {
	return func(it *Item) {
		it.Overflowed = append(it.Overflowed, Overflowed{QueueID: centre.QueueID(queue), Required: asked, When: Waited, Action: ToQueue, To: it.QueueID, Serves: true})
		it.sign()
	}
}

func heldFor(agent string, until float64) func(*Item) {
	return func(it *Item) { it.PreferredAgent, it.PreferredUntil = centre.AgentID(agent), second(until) }
}

// free is an agent of the support line who is idle since a second.
func free(id string, since float64, with ...func(*Candidate)) Candidate {
	c := Candidate{
		ID: centre.AgentID(id), Queues: map[centre.QueueID]bool{"support": true}, Capacity: 100,
		Count: map[Channel]int{}, LastIdleAt: second(since), AsyncAt: opening, Version: 1,
	}
	for _, f := range with {
		f(&c)
	}
	return c
}

func mixed(c *Candidate) { c.Mixed = true }

func having(n int, ch Channel) func(*Candidate) {
	return func(c *Candidate) { c.Count[ch] += n; c.Load += n * Weights[ch] }
}

func knowing(skill string, level int) func(*Candidate) {
	return func(c *Candidate) {
		if c.Skills == nil {
			c.Skills = map[centre.SkillID]int{}
		}
		c.Skills[centre.SkillID(skill)] = level
	}
}

// pairs are the offers as "item→agent", in the order they were made.
func pairs(made []Proposal) []string {
	var all []string
	for _, p := range made {
		all = append(all, string(p.ItemID)+"→"+string(p.AgentID))
	}
	return all
}

func TestScenarios(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		at    float64
		items []Item
		free  []Candidate
		tried map[centre.ItemID]map[centre.AgentID]bool
		want  []string
	}{
		"S1: of two calls the first is answered, the second waits": {
			at: 10, items: []Item{waiting("second", Call, 1), waiting("first", Call, 0)},
			free: []Candidate{free("ana", 10)}, want: []string{"first→ana"},
		},
		"S2: the longest idle is asked first": {
			at: 0, items: []Item{waiting("call", Call, 0)},
			free: []Candidate{free("yan", -10), free("xia", -20)}, want: []string{"call→xia"},
		},
		"S2: who let it pass is not asked again while somebody else is there": {
			at: 15, items: []Item{waiting("call", Call, 0)},
			free:  []Candidate{free("yan", -10), free("xia", -20)},
			tried: map[centre.ItemID]map[centre.AgentID]bool{"call": {"xia": true}}, want: []string{"call→yan"},
		},
		"who let it pass is left alone with it, though nobody else is there": {
			at: 15, items: []Item{waiting("call", Call, 0), waiting("next", Call, 5)}, free: []Candidate{free("xia", -20)},
			tried: map[centre.ItemID]map[centre.AgentID]bool{"call": {"xia": true}}, want: []string{"next→xia"},
		},
		"S4: A who came at 20 passes C who came at 0, at 40": {
			at: 40, items: []Item{waiting("c", Call, 0), waiting("a", Call, 20, tier("A"))},
			free: []Candidate{free("ana", 0)}, want: []string{"a→ana"},
		},
		"S4: A who came at 39 does not": {
			at: 40, items: []Item{waiting("c", Call, 0), waiting("a", Call, 39, tier("A"))},
			free: []Candidate{free("ana", 0)}, want: []string{"c→ana"},
		},
		"S4: C who waited 300 s goes before any fresh A": {
			at: 300, items: []Item{waiting("a", Call, 181, tier("A"), priority(1)), waiting("c", Call, 0)},
			free: []Candidate{free("ana", 0)}, want: []string{"c→ana"},
		},
		"in the guard band the earlier guard goes first, whatever the score": {
			at: 400, items: []Item{waiting("a", Call, 270, tier("A"), priority(1)), waiting("c", Call, 80)},
			free: []Candidate{free("ana", 0)}, want: []string{"c→ana"},
		},
		"an emergency goes before the guard band": {
			at: 400, items: []Item{waiting("c", Call, 0), waiting("e", Call, 399, emergency)},
			free: []Candidate{free("ana", 0)}, want: []string{"e→ana"},
		},
		"who waits at the other end goes before a ticket of yesterday": {
			at: 1, items: []Item{waiting("ticket", Ticket, -86400, tier("A"), priority(1), due(86400)), waiting("chat", Chat, 0)},
			free: []Candidate{free("ana", 0, having(2, Chat))}, want: []string{"chat→ana"},
		},
		"a priority step is worth 15 s of waiting": {
			at: 20, items: []Item{waiting("normal", Call, 0), waiting("high", Call, 14, priority(4))},
			free: []Candidate{free("ana", 0)}, want: []string{"high→ana"},
		},
		"S5: with two chats a third chat, not a call": {
			at: 1, items: []Item{waiting("call", Call, 0, tier("A")), waiting("chat", Chat, 1)},
			free: []Candidate{free("ana", 0, having(2, Chat))}, want: []string{"chat→ana"},
		},
		"S5: on a call nothing at all": {
			at: 1, items: []Item{waiting("chat", Chat, 0), waiting("ticket", Ticket, 0)},
			free: []Candidate{free("ana", 0, having(1, Call))},
		},
		"S5: with one chat no call": {
			at: 1, items: []Item{waiting("call", Call, 0)}, free: []Candidate{free("ana", 0, having(1, Chat))},
		},
		"three chats are the most": {
			at: 1, items: []Item{waiting("1", Chat, 0), waiting("2", Chat, 0), waiting("3", Chat, 0), waiting("4", Chat, 0)},
			free: []Candidate{free("ana", 0)}, want: []string{"1→ana", "2→ana", "3→ana"},
		},
		"chats go round: who has nothing to do before who was idle longest": {
			at: 1, items: []Item{waiting("1", Chat, 0), waiting("2", Chat, 0), waiting("3", Chat, 0)},
			free: []Candidate{free("ana", -60), free("bob", -30)}, want: []string{"1→ana", "2→bob", "3→ana"},
		},
		"a mixed team takes a call beside two chats, and no second call": {
			at: 1, items: []Item{waiting("1", Call, 0), waiting("2", Call, 0), waiting("callback", Callback, 0)},
			free: []Candidate{free("ana", 0, mixed, having(2, Chat))}, want: []string{"1→ana"},
		},
		"a mixed team's agent on a call takes chats": {
			at: 1, items: []Item{waiting("call", Call, 0), waiting("1", Chat, 0), waiting("2", Chat, 0), waiting("3", Chat, 0)},
			free: []Candidate{free("ana", 0, mixed)}, want: []string{"1→ana", "2→ana", "3→ana"},
		},
		"skills and queue decide who can": {
			at: 1, items: []Item{waiting("es", Call, 0, needs(Need{SkillID: "es", Min: 5})), waiting("bill", Call, 0, in("billing"))},
			free: []Candidate{free("ana", -9, knowing("es", 4)), free("bob", -5, knowing("es", 5))}, want: []string{"es→bob"},
		},
		"the agent who knows the customer comes before the longest idle": {
			at: 1, items: []Item{waiting("chat", Chat, 0, heldFor("bob", 60))},
			free: []Candidate{free("ana", -60), free("bob", 0)}, want: []string{"chat→bob"},
		},
		"work is held for them while they are busy": {
			at: 59, items: []Item{waiting("chat", Chat, 0, heldFor("bob", 60))}, free: []Candidate{free("ana", -60)},
		},
		"and no longer": {
			at: 60, items: []Item{waiting("chat", Chat, 0, heldFor("bob", 60))},
			free: []Candidate{free("ana", -60)}, want: []string{"chat→ana"},
		},
		"nor when they let it pass": {
			at: 20, items: []Item{waiting("chat", Chat, 0, heldFor("bob", 60))}, free: []Candidate{free("ana", -60), free("bob", 0)},
			tried: map[centre.ItemID]map[centre.AgentID]bool{"chat": {"bob": true}}, want: []string{"chat→ana"},
		},
		"nor when they do not serve that line": {
			at: 20, items: []Item{waiting("bill", Chat, 0, in("billing"), heldFor("bob", 60))},
			free: []Candidate{free("ana", -60, func(c *Candidate) { c.Queues["billing"] = true }), free("bob", 0)}, want: []string{"bill→ana"},
		},
		"nor when they went home": {
			at: 20, items: []Item{waiting("chat", Chat, 0, heldFor("eve", 60))}, free: []Candidate{free("ana", -60)}, want: []string{"chat→ana"},
		},
		"what waits behind held work is not held up": {
			at: 20, items: []Item{waiting("chat", Chat, 0, heldFor("bob", 60)), waiting("next", Chat, 10)},
			free: []Candidate{free("ana", -60)}, want: []string{"next→ana"},
		},
		"a colleague may hand work to somebody of another line": {
			at: 20, items: []Item{waiting("bill", Chat, 0, in("billing"), needs(Need{SkillID: "es", Min: 5}), handedOn, heldFor("ana", 60))},
			free: []Candidate{free("ana", 0)}, want: []string{"bill→ana"},
		},
		"a promise waits out its owner's break": {
			at: 599, items: []Item{waiting("callback", Callback, 0, own, heldFor("tea", 600))}, free: []Candidate{free("ana", -60)},
		},
		"but not their evening": {
			at: 1, items: []Item{waiting("callback", Callback, 0, own, heldFor("eve", 600))},
			free: []Candidate{free("ana", -60)}, want: []string{"callback→ana"},
		},
		"nor longer than its time": {
			at: 600, items: []Item{waiting("callback", Callback, 0, own, heldFor("tea", 600))},
			free: []Candidate{free("ana", -60)}, want: []string{"callback→ana"},
		},
		"other work does not wait for a break": {
			at: 20, items: []Item{waiting("chat", Chat, 0, heldFor("tea", 60))}, free: []Candidate{free("ana", -60)}, want: []string{"chat→ana"},
		},
		"what was promised is its owner's, whatever they serve and know, also later": {
			at: 700, items: []Item{waiting("callback", Callback, 0, in("billing"), needs(Need{SkillID: "es", Min: 5}), own, heldFor("bob", 600))},
			free: []Candidate{free("bob", 0)}, want: []string{"callback→bob"},
		},
		"nobody before it in its line is in the owner's way": {
			at: 20, items: []Item{waiting("first", Callback, 0, in("billing")), waiting("second", Callback, 5, in("billing"), own, heldFor("bob", 600))},
			free: []Candidate{free("bob", 0)}, want: []string{"second→bob"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := Decide(Situation{
				Waiting: c.items, Agents: c.free, Tried: c.tried,
				Meant: map[centre.AgentID]*Candidate{"bob": there(""), "tea": there(presence.SteppedAway)},
			}, second(c.at))
			if diff := cmp.Diff(c.want, pairs(made)); diff != "" {
				t.Errorf("offers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheOrderIsASettingOfTheSituation(t *testing.T) {
	t.Parallel()
	s := Situation{
		Waiting: []Item{waiting("early", Call, 0), waiting("credited", Call, 60, tier("A")), waiting("odd", Call, 10, tier("?"))},
		Agents:  []Candidate{free("ana", 0)},
	}
	for name, c := range map[string]struct {
		tiers map[string]Tier
		want  string
	}{
		"the house's":                  {nil, "credited→ana"},
		"first come, first served":     {map[string]Tier{"A": {Slope: 1}, "C": {Slope: 1}}, "early→ana"},
		"a head start of 90 s":         {map[string]Tier{"A": {Boost: 90, Slope: 1}, "C": {Slope: 1}}, "credited→ana"},
		"no guard where none is named": {map[string]Tier{"A": {Boost: 1e6}, "C": {Guard: 0}}, "credited→ana"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := s
			s.Tiers = c.tiers
			if got := pairs(Decide(s, second(400))); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestAQueueCanGoBeforeOthers(t *testing.T) {
	t.Parallel()
	s := Situation{
		Waiting: []Item{waiting("support", Call, 0), waiting("billing", Call, 30, in("billing"))},
		Agents:  []Candidate{free("ana", 0)},
	}
	s.Agents[0].Queues["billing"] = true
	for bias, want := range map[int]string{0: "support→ana", 29: "support→ana", 31: "billing→ana"} {
		s.Matching = map[centre.QueueID]Matching{"billing": {Bias: bias}}
		if diff := cmp.Diff([]string{want}, pairs(Decide(s, second(60)))); diff != "" {
			t.Errorf("with %d points more (-want +got):\n%s", bias, diff)
		}
	}
	s.Matching = map[centre.QueueID]Matching{"billing": {Bias: 1000}}
	if diff := cmp.Diff([]string{"support→ana"}, pairs(Decide(s, second(300)))); diff != "" {
		t.Errorf("who waited to the guard goes first all the same (-want +got):\n%s", diff)
	}
}

func TestTraces(t *testing.T) {
	t.Parallel()
	agents := []Candidate{free("busy", -90, having(1, Call)), free("novice", -80), free("tried", -70, knowing("es", 9))}
	for _, id := range []string{"g", "f", "e", "d", "c", "b", "a"} {
		agents = append(agents, free(id, float64(-60+int(id[0]-'a')), knowing("es", 7)))
	}
	made := Decide(Situation{
		Waiting: []Item{waiting("chat", Chat, 0, tier("B"), needs(Need{SkillID: "es", Min: 5}))}, Agents: agents,
		Tried: map[centre.ItemID]map[centre.AgentID]bool{"chat": {"tried": true}},
	}, second(10))
	if len(made) != 1 {
		t.Fatalf("made %d offers", len(made))
	}
	want := Proposal{ItemID: "chat", AgentID: "a", Weight: 33, Seen: 1, Trace: Trace{
		Rules: RulesVersion, Score: 25, ChosenBy: string(LongestIdle), TieBreak: "idle", Figures: Figures{IdleFor: 70_000}, Candidates: 7,
		Next: []Runner{
			{"b", Figures{IdleFor: 69_000}}, {"c", Figures{IdleFor: 68_000}}, {"d", Figures{IdleFor: 67_000}},
			{"e", Figures{IdleFor: 66_000}}, {"f", Figures{IdleFor: 65_000}},
		},
		Excluded: map[string]int{noSkill: 2, justTried: 1},
	}}
	if diff := cmp.Diff(want, made[0]); diff != "" {
		t.Errorf("a trace names the winner, the next five and causes by count (-want +got):\n%s", diff)
	}
}

func TestNothingIsLighterThanTheLightest(t *testing.T) {
	t.Parallel()
	for channel, weight := range Weights {
		if min(weight, mixedVoice) < Lightest {
			t.Errorf("a %s weighs %d", channel, weight)
		}
	}
}

func TestWorkWaitsForNobodyWhoCouldNeverHaveIt(t *testing.T) {
	t.Parallel()
	for serves, want := range map[bool]int{true: 0, false: 1} {
		ana := free("ana", 0)
		ana.Load = 100
		ana.Queues = map[centre.QueueID]bool{"support": serves}
		s := Situation{
			Waiting: []Item{waiting("x", Call, 590, heldFor("ana", 660))}, Agents: []Candidate{free("bob", 0)},
			Meant: map[centre.AgentID]*Candidate{"ana": &ana},
		}
		if made := Decide(s, now600); len(made) != want {
			t.Errorf("who is busy serves the queue: %v, and %d offers were made: %v", serves, len(made), pairs(made))
		}
	}
}

// there is somebody without room, or who is not there.
func there(absent presence.Absence) *Candidate {
	c := free("", 0)
	c.Load, c.Absent = c.Capacity, absent
	return &c
}
