package routing

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
)

func surge(q centre.QueueID, until float64) map[centre.QueueID]Matching {
	return map[centre.QueueID]Matching{q: {Surge: second(until)}}
}

func TestWhatCanWaitIsPausedInASurge(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		waiting []Item
		surge   map[centre.QueueID]Matching
		want    []string
	}{
		"while it is on":                 {[]Item{waiting("t", Ticket, 0, due(9000))}, surge("support", 601), nil},
		"late and owed as well":          {[]Item{waiting("t", Ticket, 0, due(0))}, surge("support", 601), nil},
		"not when it is over":            {[]Item{waiting("t", Ticket, 0, due(9000))}, surge("support", 600), []string{"t→ana"}},
		"not in a queue that they serve": {[]Item{waiting("t", Ticket, 0, due(9000))}, surge("billing", 601), []string{"t→ana"}},
		"not who waits at the other end": {[]Item{waiting("c", Chat, 590)}, surge("support", 601), []string{"c→ana"}},
		"not an emergency":               {[]Item{waiting("t", Ticket, 0, due(9000), emergency)}, surge("support", 601), []string{"t→ana"}},
		"not what was handed to them":    {[]Item{waiting("t", Ticket, 0, due(9000), handedOn, heldFor("ana", 700))}, surge("support", 601), []string{"t→ana"}},
		"not what they promised":         {[]Item{waiting("t", Ticket, 0, due(9000), own, heldFor("ana", 700))}, surge("support", 601), []string{"t→ana"}},
	} {
		ana := free("ana", 0)
		ana.AsyncAt = second(-3600)
		s := Situation{Waiting: c.waiting, Agents: []Candidate{ana}, Matching: c.surge}
		if diff := cmp.Diff(c.want, pairs(Decide(s, now600))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestWhoLetItPassIsNotAskedAgainInASurge(t *testing.T) {
	t.Parallel()
	s := Situation{
		Waiting: []Item{waiting("t", Ticket, 0, due(9000))}, Agents: []Candidate{free("ana", 0), free("bob", 0), free("cy", 0)},
		Tried: map[centre.ItemID]map[centre.AgentID]bool{"t": {"ana": true, "bob": true}}, Matching: surge("billing", 601),
	}
	s.Agents[0].Queues["billing"], s.Agents[2].Absent = true, "away"
	if diff := cmp.Diff([]string(nil), pairs(Decide(s, now600))); diff != "" {
		t.Error(diff)
	}
}

func TestWhyTellsOfASurge(t *testing.T) {
	t.Parallel()
	s := Situation{Waiting: []Item{waiting("t", Ticket, 0, due(9000))}, Agents: []Candidate{free("ana", 0)}, Matching: surge("support", 3600)}
	names := Names{Queues: map[centre.QueueID]string{"support": "Support"}}
	until := second(3600).UTC().Format("15:04")
	w := s.waiting(&s.Waiting[0], now600)
	names.call(w.Surges)
	if got, want := w.lack(names, &s.Waiting[0]), "1 agent in Support, but not while they are kept for who waits at the other end (paused: surge in Support until "+until+" UTC)."; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	i := s.idle("ana", centre.Reach{All: true}, now600)
	names.call(i.Surges)
	if got, want := i.say(), "Of 1 item: 1 paused. What can wait is paused: surge in Support until "+until+" UTC."; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestOverflowRulesInASurge(t *testing.T) {
	t.Parallel()
	partner := Overflow{When: Waited, Over: 60, Action: ToQueue, QueueID: "partner", Surge: true}
	offer := Overflow{When: Expected, Over: 300, Action: OfferCallback, Text: "We call you."}
	closed := Overflow{When: Unstaffed, Action: PlayClosed}
	for name, c := range map[string]struct {
		rules []Overflow
		until time.Time
		want  []Overflow
	}{
		"no surge":            {[]Overflow{partner, offer, closed}, time.Time{}, []Overflow{offer, closed}},
		"over":                {[]Overflow{partner}, now600, []Overflow{}},
		"on":                  {[]Overflow{partner, offer, closed}, second(601), []Overflow{partner, offer, closed}},
		"none, without rules": {nil, time.Time{}, nil},
	} {
		got := Rules{Overflow: c.rules, Surge: c.until}.Applying(now600)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestARuleOffersNoSecondCall(t *testing.T) {
	t.Parallel()
	it := waiting("c", Chat, 600)
	offer, closed := Overflow{When: Unstaffed, Action: OfferCallback}, Overflow{When: Unstaffed, Action: Deflect}
	if r, fits := it.Overflows([]Overflow{offer, closed}, Outlook{Called: true}, now600); !fits || r.Action != Deflect {
		t.Errorf("who may be called in their turn is offered %+v", r)
	}
	if r, fits := it.Overflows([]Overflow{offer}, Outlook{}, now600); !fits || r.Action != OfferCallback {
		t.Errorf("who may not is offered %+v", r)
	}
}
