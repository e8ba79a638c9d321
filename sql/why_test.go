package sql_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// asked is a shift where somebody asks why.
type asked struct {
	*shift
	why *routing.Explainer
}

func newAsked(t *testing.T) *asked {
	t.Helper()
	s := newShift(t)
	return &asked{s, routing.NewExplainer(s.Store.Read(), s.Store.Read(), s.Now)}
}

// waiting asks why an item waits.
func (s *asked) waiting(id centre.ItemID) routing.Waiting {
	s.t.Helper()
	r, err := s.why.Item(s.ctx, id)
	s.must(err)
	if r.Waiting == nil {
		s.t.Fatal("it does not wait")
	}
	return *r.Waiting
}

func (s *asked) wantText(id centre.ItemID, ahead int, excluded map[string]int, text string) {
	s.t.Helper()
	w := s.waiting(id)
	if w.Text != text || w.Ahead != ahead {
		s.t.Errorf("%q with %d ahead,\nwant %q with %d", w.Text, w.Ahead, text, ahead)
	}
	if diff := cmp.Diff(excluded, w.Excluded); diff != "" {
		s.t.Errorf("excluded: %s", diff)
	}
}

func TestWhyItStillWaits(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	billing, spanish := s.Queue("Billing"), s.Skill("Spanish")
	s.Require(billing, spanish, 6)
	first := s.Arrives(routing.Call, billing, "C", s.Now()).Item
	s.wantText(first, 0, map[string]int{}, "Nobody serves Billing.")

	s.Hire("Ben").Knowing(spanish, 5).Serving(billing).Ready(s.Now())
	s.Hire("Eve").Serving(s.Queue("Sales")).Ready(s.Now())
	s.wantText(first, 0, map[string]int{"no_skill": 1, "not_in_queue": 1}, "Nobody in Billing with Spanish ≥ 6.")

	ana := s.Hire("Ana").Knowing(spanish, 6).Serving(billing).Ready(s.Now())
	s.must(s.routing.Declare(s.ctx, centre.Agent(ana), ana, presence.Declaration{Status: presence.Away, Reason: "lunch"}))
	s.Hire("Ida").Knowing(spanish, 9).Serving(billing).SignedOut(s.Now())
	s.wantText(first, 0, map[string]int{"no_skill": 1, "not_in_queue": 1, "away": 1, "signed_out": 1},
		"Nobody in Billing with Spanish ≥ 6 is there: 1 away, 1 signed out.")

	s.must(s.routing.Declare(s.ctx, centre.Agent(ana), ana, presence.Declaration{Status: presence.Available}))
	s.wantText(first, 0, map[string]int{"no_skill": 1, "not_in_queue": 1, "signed_out": 1}, "Somebody could take it now: the next decision offers it.")
	s.Pass(time.Second)
	second := s.Arrives(routing.Call, billing, "C", s.Now()).Item
	s.Arrives(routing.Call, s.Queue("Elsewhere"), "A", s.Now()) // of no concern to who could take it
	s.wantText(second, 1, map[string]int{"no_skill": 1, "not_in_queue": 1, "signed_out": 1}, "1 agent could take it now, but 1 item goes first.")

	s.decide()
	s.wantText(second, 0, map[string]int{"no_skill": 1, "not_in_queue": 1, "signed_out": 1, "no_room": 1},
		"1 agent in Billing with Spanish ≥ 6, with hands full; it is next.")
	s.must(s.routing.Reject(s.ctx, ana, s.ring(ana), "not mine"))
	w := s.waiting(first)
	if w.Text != "Whoever in Billing with Spanish ≥ 6 let it pass less than 30 s ago; then they are asked again." || w.Agents[0] != (routing.Standing{Agent: routing.Named{ID: string(ana), Name: "Ana"}, Cause: "just_tried"}) {
		t.Errorf("%+v", w)
	}

	kept := s.ArrivesFor(routing.Call, billing, "C", ana, s.Now()).Item
	if w := s.waiting(kept); w.Eligible != 1 || w.HeldFor == nil || w.HeldFor.Name != "Ana" {
		t.Errorf("kept for %+v: %s", w.HeldFor, w.Text)
	}
}

// What an answer says is what the next decision does.
func TestWhyIdleIsWhatTheNextDecisionDoes(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	support, spanish := s.Queue("Support"), s.Skill("Spanish")
	spoken := s.Queue("Spanish line")
	s.Require(spoken, spanish, 3)
	ana := s.Hire("Ana").Serving(support, spoken).Ready(s.Now())
	s.Pass(time.Second)
	ben := s.Hire("Ben").Serving(support).Ready(s.Now())
	s.want(ana, map[string]int{}, "Nothing waits in the queues that they serve.")

	call := s.Arrives(routing.Call, support, "C", s.Now()).Item
	s.Arrives(routing.Call, spoken, "C", s.Now())
	s.want(ana, map[string]int{"": 1, "no_skill": 1}, "The next decision offers them something.")
	s.want(ben, map[string]int{"goes_to_other": 1}, "Of 1 item: 1 going to a colleague.")
	s.decide()
	s.wantItem(call, routing.Offered, ana, s.Now())

	kept := s.ArrivesFor(routing.Call, support, "C", ana, s.Now()).Item
	s.want(ben, map[string]int{"held_for_other": 1}, "Of 1 item: 1 kept for a colleague.")
	if made := s.decide(); made != 0 {
		t.Errorf("%d offers", made)
	}
	s.wantItem(kept, routing.Queued, "", s.Now())

	s.must(s.routing.Declare(s.ctx, centre.Agent(ben), ben, presence.Declaration{Status: presence.Away, Reason: "break"}))
	s.want(ben, map[string]int{"away": 1}, "Nothing is offered to who is away.")
}

// Who is there by their word but not by their console is told so, and who signed out is not
// said to be cut off when they close it.
func TestWhoHasNoConsoleIsNotSaidToBeSignedOut(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	support := s.Queue("Support")
	ana, ben := s.Hire("Ana").Serving(support).Ready(s.Now()), s.Hire("Ben").Serving(support).Ready(s.Now())
	cem := s.Hire("Cem").Serving(support).SignedOut(s.Now())
	s.must(s.routing.Declare(s.ctx, centre.Agent(ben), ben, presence.Declaration{Status: presence.Offline}))
	s.must(s.routing.Declare(s.ctx, centre.Agent(cem), cem, presence.Declaration{Status: presence.Available}))
	call := s.Arrives(routing.Call, support, "C", s.Now()).Item

	node := centre.NewID[centre.NodeID]()
	for _, who := range []centre.AgentID{ana, ben} {
		_, err := s.presence.Linked(s.ctx, who, node)
		s.must(err)
		s.must(s.routing.Fade(s.ctx, who, node))
	}
	s.want(ana, map[string]int{"silent": 1}, "Nothing is offered to who is out of reach.")
	s.want(ben, map[string]int{"signed_out": 1}, "Nothing is offered to who is signed out.")

	s.Pass(presence.LostAfter)
	for _, who := range []centre.AgentID{ana, ben} {
		s.must(s.routing.Lose(s.ctx, who))
	}
	s.want(ana, map[string]int{"not_connected": 1}, "Nothing is offered to who is not connected.")
	s.want(ben, map[string]int{"signed_out": 1}, "Nothing is offered to who is signed out.")
	s.want(cem, map[string]int{"not_connected": 1}, "Nothing is offered to who is not connected.")
	s.wantText(call, 0, map[string]int{"not_connected": 2, "signed_out": 1}, "Nobody in Support is there: 2 not connected, 1 signed out.")
}

func (s *asked) want(agent centre.AgentID, causes map[string]int, text string) {
	s.t.Helper()
	i, err := s.why.Idle(s.ctx, centre.Reach{All: true}, agent)
	s.must(err)
	if diff := cmp.Diff(causes, i.Causes); diff != "" || i.Text != text {
		s.t.Errorf("%q, want %q; causes: %s", i.Text, text, diff)
	}
}

func TestTracesAreForgottenWhenTheirTimeIsOver(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	old := s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	s.accepts(ana)
	s.leaves(old.Contact)
	s.Pass(time.Hour)
	if n, err := s.Store.ForgetTraces(s.ctx, s.Now()); err != nil || n != 0 {
		t.Errorf("forgot %d of work that is not over, %v", n, err)
	}
	s.Exec(`UPDATE offers SET open = false`)
	if n, err := s.Store.ForgetTraces(s.ctx, s.Now()); err != nil || n != 1 {
		t.Errorf("forgot %d, %v", n, err)
	}
	if n, err := s.Store.ForgetTraces(s.ctx, s.Now()); err != nil || n != 0 {
		t.Errorf("forgot %d again, %v", n, err)
	}
	all, err := s.Store.Read().Decisions(s.ctx, old.Item, 100)
	s.must(err)
	if len(all) != 1 || all[0].Agent.Name != "Ana" || all[0].Trace.Rules != "" {
		t.Errorf("%+v", all)
	}
}
