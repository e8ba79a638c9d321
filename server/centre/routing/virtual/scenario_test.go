package virtual

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// seconds are waits, to be compared.
func seconds(waits []time.Duration) []float64 {
	var all []float64
	for _, w := range waits {
		all = append(all, w.Seconds())
	}
	return all
}

// comes is a call, or what the class says, at a second, to be served for so many.
func comes(c *Class, at, service float64, with ...func(*Arrival)) Arrival {
	a := Arrival{At: Seconds(at), Class: c, Service: Seconds(service)}
	for _, f := range with {
		f(&a)
	}
	return a
}

func patience(s float64) func(*Arrival) { return func(a *Arrival) { a.Patience = Seconds(s) } }

// one is an agent of the support line who comes at a second.
func one(id string, from float64, answers ...Answer) Agent {
	a := Agent{ID: centre.AgentID(id), Queues: []centre.QueueID{"support"}, Plan: []Step{{Seconds(from), Come}}}
	if len(answers) > 0 {
		a.Answers = func(n int) Answer { return answers[min(n, len(answers)-1)] }
	}
	return a
}

func day(agents []Agent, arrivals ...Arrival) Day {
	return Day{Opens: opening, Agents: agents, Arrivals: slices.Values(arrivals)}
}

// told is a day as lines of "second item state agent", one for each change.
func told(d Day) []string {
	f, done := open(d)
	defer done()
	var lines []string
	last := map[centre.ItemID]string{}
	tell := func(p *piece) {
		now := fmt.Sprint(p.ID[len(p.ID)-1:], " ", p.State, " ", p.AgentID)
		if last[p.ID] != now {
			last[p.ID] = now
			lines = append(lines, fmt.Sprint(f.now.Sub(opening).Seconds(), " ", now))
		}
	}
	for f.happen() {
		f.decide()
		for _, p := range f.everything() {
			tell(p)
		}
	}
	return lines
}

// everything is all that waits or is in somebody's hands, the first arrival first.
func (f *Floor) everything() []*piece {
	var all []*piece
	for _, p := range f.queued {
		all = append(all, p)
	}
	for _, w := range f.staff {
		all = append(all, w.has...)
	}
	slices.SortFunc(all, earlier)
	return all
}

func TestS1OneAgentTwoCalls(t *testing.T) {
	t.Parallel()
	calls := &Class{QueueID: "support", Channel: routing.Call, Tier: "C", WrapUp: 30 * time.Second}
	r := Run(day([]Agent{one("ana", 10)}, comes(calls, 0, 60), comes(calls, 1, 60)))
	c := r.Classes[0]
	if diff := cmp.Diff([]float64{10, 99}, seconds(c.Answered)); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
	if asa, level := c.Mean().Seconds(), c.Level(20*time.Second); asa != 54.5 || level != 0.5 || r.Busy != 1 {
		t.Errorf("ASA %v, want 54.5; service level %v, want 0.5; occupancy %v, want 1", asa, level, r.Busy)
	}
}

func TestS2AnOfferThatRingsInVain(t *testing.T) {
	t.Parallel()
	d := day([]Agent{
		one("xia", 0, Answer{As: routing.TimedOut}),
		one("yan", 1, Answer{After: 3 * time.Second}),
	}, comes(ofTier("C"), 100, 60))
	want := []string{"100 1 offered xia", "115 1 offered yan", "118 1 active yan"}
	if diff := cmp.Diff(want, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	f, done := open(d)
	defer done()
	for f.happen() {
		f.decide()
	}
	c := f.report().Classes[0]
	if c.Level(20*time.Second) != 1 || c.Mean() != 18*time.Second {
		t.Errorf("service level %v, wait %v", c.Level(20*time.Second), c.Mean())
	}
	if state := f.workers["xia"].desk.State; state != presence.NotResponding {
		t.Errorf("who missed it is %s", state)
	}
}

func TestS3RingsWiden(t *testing.T) {
	t.Parallel()
	zoe := one("zoe", 0)
	zoe.Skills = map[centre.SkillID]int{"es": 3}
	d := day([]Agent{zoe}, comes(ofTier("C"), 100, 60))
	d.Matching = map[centre.QueueID]routing.Matching{"support": {Rings: []routing.Ring{
		{Min: map[centre.SkillID]int{"es": 6}}, {AfterS: 30, Min: map[centre.SkillID]int{"es": 3}},
	}}}
	if diff := cmp.Diff([]string{"100 1 queued ", "130 1 active zoe"}, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestS4PriorityGrowsWithWaiting(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ agent, a, first float64 }{
		"A who came at 20 has 70 points at 40, C has 40": {agent: 40, a: 20, first: 20},
		"A who came at 39 has 32":                        {agent: 40, a: 39, first: 40},
		"C who waited 300 s goes before a fresh A":       {agent: 300, a: 299, first: 300},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, done := open(day([]Agent{one("ana", c.agent)}, comes(ofTier("C"), 0, 60), comes(ofTier("A"), c.a, 60)))
			defer done()
			for f.now.Before(opening.Add(Seconds(c.agent))) || len(f.workers["ana"].has) == 0 {
				f.happen()
				f.decide()
			}
			p := f.workers["ana"].has[0]
			if got := p.AcceptedAt.Sub(p.EnqueuedAt).Seconds(); got != c.first {
				t.Errorf("the first to be served is the %s who waited %v s", p.Tier, got)
			}
		})
	}
}

func TestS5CapacityAndVoiceAlone(t *testing.T) {
	t.Parallel()
	chats := &Class{QueueID: "support", Channel: routing.Chat, Tier: "C"}
	calls := &Class{QueueID: "support", Channel: routing.Call, Tier: "C", WrapUp: 30 * time.Second}
	d := day([]Agent{one("ana", 0)},
		comes(chats, 0, 100), comes(chats, 0, 100), // two chats
		comes(calls, 10, 60), comes(chats, 11, 100), // a third chat, not a call
		comes(chats, 120, 50), comes(calls, 130, 60), // on a call nothing; afterwards a chat, and no call beside it
	)
	want := []string{
		"0 1 active ana", "0 2 active ana", "10 3 queued ", "11 4 active ana",
		"111 3 active ana", "120 5 queued ", "130 6 queued ", "171 3 wrap_up ana",
		"201 5 active ana", "251 6 active ana", "311 6 wrap_up ana",
	}
	if diff := cmp.Diff(want, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestS7ServiceLevels(t *testing.T) {
	t.Parallel()
	calls := ofTier("C")
	var arrivals []Arrival
	for range 7 {
		arrivals = append(arrivals, comes(calls, 0, 1000))
	}
	for _, s := range []float64{4, 12, 45} {
		arrivals = append(arrivals, comes(calls, 1, 60, patience(s)))
	}
	r := Run(day(team(7), arrivals...))
	c := r.Classes[0]
	const limit, short = 20 * time.Second, 5 * time.Second
	got := []string{
		fmt.Sprint(c.Offered), fmt.Sprintf("%.4f", c.Level(limit)), fmt.Sprintf("%.4f", c.LevelOfOffered(limit)),
		fmt.Sprintf("%.4f", c.LevelWithoutShort(limit, short)), fmt.Sprintf("%.4f", c.AbandonRate(short)),
	}
	if diff := cmp.Diff([]string{"10", "0.8750", "0.7000", "0.7778", "0.2222"}, got); diff != "" {
		t.Errorf("offered, SL1, SL3, SL5, abandon rate (-want +got):\n%s", diff)
	}
}

func TestWhoAskedForABreakGetsNothingMore(t *testing.T) {
	t.Parallel()
	ana := one("ana", 0)
	ana.Plan = append(ana.Plan, Step{Seconds(30), func(d *presence.Desk, now time.Time) error {
		return d.Declare(presence.Away, "break", true, now)
	}}, Step{Seconds(200), Come})
	want := []string{"0 1 active ana", "10 2 queued ", "200 2 active ana"}
	if diff := cmp.Diff(want, told(day([]Agent{ana}, comes(ofTier("C"), 0, 60), comes(ofTier("C"), 10, 60)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
