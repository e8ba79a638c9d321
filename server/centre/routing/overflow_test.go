package routing

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
)

func TestTheFirstRuleThatFitsApplies(t *testing.T) {
	t.Parallel()
	minute := time.Minute
	calm := Outlook{Expected: new(time.Duration), Place: 1, Staffed: true, OnShift: true}
	rules := []Overflow{
		{When: Unroutable, Action: ToTicket},
		{When: Unstaffed, Action: ToQueue, QueueID: "night"},
		{When: Expected, Over: 45, Action: OfferCallback},
		{When: Length, Over: 3, Action: Deflect, URL: "https://example.test"},
		{When: Waited, Over: 60, Action: ToQueue, QueueID: "billing"},
		{When: Waited, Over: 90, Action: PlayClosed},
	}
	cases := []struct {
		name string
		look func(*Outlook)
		item func(*Item)
		at   float64
		want Action
	}{
		{name: "nothing is wrong", at: 10},
		{name: "nobody on shift could ever serve it", look: func(o *Outlook) { o.OnShift, o.Staffed = false, false }, want: ToTicket},
		{name: "nobody is there now", look: func(o *Outlook) { o.Staffed = false }, want: ToQueue},
		{name: "the wait will be long", look: func(o *Outlook) { o.Expected = &minute }, want: OfferCallback},
		{name: "nobody can tell how long it will be", look: func(o *Outlook) { o.Expected = nil }},
		{name: "it was offered a call already", look: func(o *Outlook) { o.Expected = &minute; o.Place = 4 }, item: did(OfferCallback), want: Deflect},
		{name: "as many stand before it as may", look: func(o *Outlook) { o.Place = 3 }},
		{name: "one too many", look: func(o *Outlook) { o.Place = 4 }, want: Deflect},
		{name: "to the second before it has waited enough", at: 59.999},
		{name: "it has waited enough", at: 60, want: ToQueue},
		{name: "a ticket reads no word of ours", at: 100, look: func(o *Outlook) { o.Place = 9 }, item: func(it *Item) { it.Channel = Ticket }, want: ToQueue},
		{name: "rules acted three times", at: 100, item: func(it *Item) { did(Deflect, ToQueue, ToQueue)(it) }},
		{name: "it is there already", at: 80, item: func(it *Item) { it.QueueID = "billing" }},
		{name: "and there it waits too long", at: 90, item: func(it *Item) { it.QueueID = "billing" }, want: PlayClosed},
		{name: "somebody promised it", at: 100, item: own},
		{name: "it rings", at: 100, item: func(it *Item) { it.State = Offered }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			it, o := waiting("item", Chat, 0), calm
			if c.item != nil {
				c.item(&it)
			}
			if c.look != nil {
				c.look(&o)
			}
			r, fits := it.Overflows(rules, o, second(c.at))
			if r.Action != c.want || fits != (c.want != "") {
				t.Errorf("%v applies, want %q", r, c.want)
			}
		})
	}
}

// did is an item about which rules did that much already.
func did(all ...Action) func(*Item) {
	return func(it *Item) {
		for _, then := range all {
			it.Overflowed = append(it.Overflowed, Overflowed{Action: then})
		}
	}
}

func TestWorkThatOverflowsKeepsItsPlaceAndWhoCouldServeIt(t *testing.T) {
	t.Parallel()
	it := waiting("item", Chat, 0, needs(Need{SkillID: "es", Min: 5}, Need{SkillID: "tax", Min: 2}))
	support := Rules{QueueID: "support", Required: []Need{{SkillID: "es", Min: 5}}, Rings: []Ring{{Min: map[centre.SkillID]int{"fr": 9}}, {AfterS: 30, Min: map[centre.SkillID]int{"fr": 2}}}}
	billing := Rules{QueueID: "billing", Required: []Need{{SkillID: "bills", Min: 3}}, Overflow: []Overflow{{When: Waited, Over: 100}}}
	it.Spill(Overflow{When: Waited, Over: 60, Action: ToQueue, QueueID: "billing"}, support, billing, second(60))

	if it.QueueID != "billing" || !it.EnqueuedAt.Equal(second(0)) || !it.TurnAt.Equal(second(100)) {
		t.Errorf("it stands in %s since %v, and turns at %v", it.QueueID, it.EnqueuedAt, it.TurnAt)
	}
	if diff := cmp.Diff([]Need{{SkillID: "bills", Min: 3}, {SkillID: "tax", Min: 2}}, it.Required); diff != "" {
		t.Errorf("what it asks for itself is asked there too (-want +got):\n%s", diff)
	}
	there, here := free("there", 0, knowing("bills", 3), knowing("tax", 2)), free("here", 0, knowing("es", 5), knowing("tax", 2), knowing("fr", 2))
	there.Queues = map[centre.QueueID]bool{"billing": true}
	lacks := free("lacks", 0, knowing("bills", 9), knowing("es", 9), knowing("fr", 9)) // tax is asked for wherever it waits
	lacks.Queues = map[centre.QueueID]bool{"support": true, "billing": true}
	s := Situation{Waiting: []Item{it}, Agents: []Candidate{there, here, lacks}, Matching: map[centre.QueueID]Matching{"support": {Rings: support.Rings}}}
	if diff := cmp.Diff([]string{"item→here"}, pairs(Decide(s, second(61)))); diff != "" {
		t.Errorf("who has it (-want +got):\n%s", diff)
	}
	s.Agents = s.Agents[:1]
	if diff := cmp.Diff([]string{"item→there"}, pairs(Decide(s, second(61)))); diff != "" {
		t.Errorf("who has it (-want +got):\n%s", diff)
	}
}

func TestWorkThatOverflowsToAnotherSiteIsTheirsAlone(t *testing.T) {
	t.Parallel()
	it := waiting("item", Chat, 0)
	it.Pool = "berlin"
	plain := it.Signature
	it.Spill(Overflow{Action: ToQueue, QueueID: "second"}, Rules{}, Rules{QueueID: "second", Pool: "berlin"}, second(60))
	if it.Signature == plain {
		t.Error("who could serve it at home makes a line of its own")
	}
	it.Spill(Overflow{Action: ToQueue, QueueID: "nyc"}, Rules{}, Rules{QueueID: "nyc", Pool: "nyc"}, second(90))
	if it.Signature != plain || it.Pool != "nyc" || it.Overflowed[0].Serves || it.Overflowed[1].Serves {
		t.Errorf("it stands in line %q of %s: %+v", it.Signature, it.Pool, it.Overflowed)
	}
}
