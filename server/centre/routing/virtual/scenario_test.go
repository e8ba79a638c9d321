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

// early opens a day so many seconds before second 0 of what is told.
func early(s float64, d Day) Day {
	d.Opens = opening.Add(-Seconds(s))
	return d
}

// waitsOf are what became of the only class of a day.
func waitsOf(t *testing.T, r Report) Tally {
	t.Helper()
	if len(r.Classes) != 1 {
		t.Fatalf("%d classes", len(r.Classes))
	}
	return r.Classes[0]
}

func TestS1OneAgentTwoCalls(t *testing.T) {
	t.Parallel()
	calls := &Class{QueueID: "support", Channel: routing.Call, Tier: "C", WrapUp: 30 * time.Second, Required: []routing.Need{{SkillID: "es", Min: 5}}}
	ana := one("ana", 10)
	ana.Skills = map[centre.SkillID]int{"es": 5}
	d := day([]Agent{ana}, comes(calls, 0, 60), comes(calls, 1, 60))
	want := []string{
		"0 1 queued ", "1 2 queued ", "10 1 active ana", "70 1 wrap_up ana", "100 2 active ana", "160 2 wrap_up ana",
	}
	if diff := cmp.Diff(want, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	f, done := open(d)
	defer done()
	for f.happen() {
		f.decide()
	}
	r := f.report()
	c := waitsOf(t, r)
	if diff := cmp.Diff([]float64{10, 99}, seconds(c.Answered)); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
	if asa, level := c.Mean().Seconds(), c.Level(20*time.Second); asa != 54.5 || level != 0.5 {
		t.Errorf("ASA %v, want 54.5; service level %v, want 0.5", asa, level)
	}
	if busy, idle := f.workers["ana"].busy.Seconds(), f.workers["ana"].desk.LastIdleAt.Sub(opening).Seconds(); r.Busy != 1 || busy != 180 || idle != 190 {
		t.Errorf("occupancy %v, %v s of work until idle at %v, want 1 from 10 to 190", r.Busy, busy, idle)
	}
}

func TestATimerWithoutEffectIsNoTimeOfWork(t *testing.T) {
	t.Parallel()
	calls := &Class{QueueID: "support", Channel: routing.Call, Tier: "C"}
	call := comes(calls, 60, 60)
	call.Patience = time.Hour
	r := Run(day([]Agent{one("ana", 0)}, call))
	if ended := r.Ended.Sub(opening).Seconds(); r.Busy != 0.5 || ended != 120 {
		t.Errorf("occupancy %v until %v s, want 0.5 until 120", r.Busy, ended)
	}
}

func TestS2AnOfferThatRingsInVain(t *testing.T) {
	t.Parallel()
	agents := func(yan float64) []Agent {
		return []Agent{one("xia", 0, Answer{As: routing.TimedOut}), one("yan", yan, Answer{After: 3 * time.Second})}
	}
	d := early(100, day(agents(1), comes(ofTier("C"), 100, 60)))
	want := []string{"0 1 offered xia", "15 1 offered yan", "18 1 active yan"}
	if diff := cmp.Diff(want, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	f, done := open(d)
	defer done()
	for f.happen() {
		f.decide()
	}
	c := waitsOf(t, f.report())
	if c.Level(20*time.Second) != 1 || c.Mean() != 18*time.Second {
		t.Errorf("service level %v, wait %v", c.Level(20*time.Second), c.Mean())
	}
	if state := f.workers["xia"].desk.State; state != presence.NotResponding {
		t.Errorf("who missed it is %s", state)
	}

	behind := early(100, day(agents(116), comes(ofTier("C"), 100, 60), comes(ofTier("C"), 105, 60)))
	want = []string{"0 1 offered xia", "5 2 queued ", "15 1 queued ", "16 1 offered yan", "19 1 active yan", "79 2 offered yan", "82 2 active yan"}
	if diff := cmp.Diff(want, told(behind)); diff != "" {
		t.Errorf("it keeps its place before who came while it rang (-want +got):\n%s", diff)
	}
}

func TestS3RingsWiden(t *testing.T) {
	t.Parallel()
	zoe := one("zoe", 0, Answer{After: time.Second})
	zoe.Skills = map[centre.SkillID]int{"es": 3}
	d := early(100, day([]Agent{zoe}, comes(ofTier("C"), 100, 60)))
	d.Matching = map[centre.QueueID]routing.Matching{"support": {Rings: []routing.Ring{
		{Min: map[centre.SkillID]int{"es": 6}}, {AfterS: 30, Min: map[centre.SkillID]int{"es": 3}},
	}}}
	if diff := cmp.Diff([]string{"0 1 queued ", "30 1 offered zoe", "31 1 active zoe"}, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// score is what a waiting piece counts as a floor decides about it alone.
func score(f *Floor, p *piece) float64 {
	s := f.situation()
	s.Waiting = []routing.Item{p.Item}
	return routing.Decide(s, f.now)[0].Trace.Score
}

func TestS4PriorityGrowsWithWaiting(t *testing.T) {
	t.Parallel()
	type scores struct{ C, A float64 }
	for name, c := range map[string]struct {
		frees, a float64 // when the agent does, and when A comes
		priority int     // of A
		want     scores
		first    string
	}{
		"A who came at 20 has 70 points at 40, C has 40": {40, 20, 5, scores{40, 70}, "A"},
		"A who came at 39 has 32":                        {40, 39, 5, scores{40, 32}, "C"},
		"C who waited 300 s goes before a fresh A":       {300, 299, 5, scores{300, 32}, "C"},
		"and before an A who has more points":            {300, 181, 1, scores{300, 328}, "C"},
		"but not a moment sooner":                        {299.5, 181, 1, scores{299.5, 327}, "A"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tierA := ofTier("A")
			tierA.Priority = c.priority
			first := &Class{QueueID: "support", Channel: routing.Call, Tier: "B"}
			f, done := open(day([]Agent{one("ana", 0)}, comes(first, 0, c.frees), comes(ofTier("C"), 0, 60), comes(tierA, c.a, 60)))
			defer done()
			for {
				f.happen()
				if !f.now.Before(opening.Add(Seconds(c.frees))) {
					break
				}
				f.decide()
			}
			var got scores
			for _, p := range f.queued {
				if p.Tier == "A" {
					got.A = score(f, p)
				} else {
					got.C = score(f, p)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("scores (-want +got):\n%s", diff)
			}
			f.decide()
			if served := f.workers["ana"].has[0].Tier; served != c.first {
				t.Errorf("the first to be served is %s, want %s", served, c.first)
			}
		})
	}
}

func TestS5CapacityAndVoiceAlone(t *testing.T) {
	t.Parallel()
	chats := &Class{QueueID: "support", Channel: routing.Chat, Tier: "C"}
	calls := &Class{QueueID: "support", Channel: routing.Call, Tier: "C", WrapUp: 30 * time.Second}
	tickets := &Class{QueueID: "support", Channel: routing.Ticket, Tier: "C"}
	d := day([]Agent{one("ana", 0)},
		comes(chats, 0, 100), comes(chats, 0, 100), // two chats
		comes(calls, 10, 60), comes(chats, 11, 100), // a third chat, not a call
		comes(chats, 120, 50), comes(calls, 130, 60), comes(tickets, 140, 20), // on a call nothing; afterwards no call beside a chat
	)
	want := []string{
		"0 1 active ana", "0 2 active ana", "10 3 queued ", "11 4 active ana",
		"111 3 active ana", "120 5 queued ", "130 6 queued ", "140 7 queued ", "171 3 wrap_up ana",
		"201 5 active ana", "201 7 active ana", "251 6 active ana", "311 6 wrap_up ana",
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
	c := waitsOf(t, r)
	if diff := cmp.Diff([]float64{4, 12, 45}, seconds(c.Abandoned)); diff != "" || len(c.Answered) != 7 || c.Max() > 20*time.Second {
		t.Errorf("%d answered within %v; hung up after (-want +got):\n%s", len(c.Answered), c.Max(), diff)
	}
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
