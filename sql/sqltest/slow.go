package sqltest

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/sql"
)

// Slow is a public queue without wrap-up whose one agent takes ten minutes for each customer.
type Slow struct {
	Queue   centre.QueueID
	Agent   centre.AgentID
	Serving centre.ItemID // who is at their desk; empty: nobody has been

	f       *Floor
	clock   *Clock
	routing *routing.Service
}

// Slow opens such a queue. One customer was served by now, and the second has been for ten minutes.
func (f *Floor) Slow(name string, clock *Clock) *Slow {
	f.t.Helper()
	s := &Slow{Queue: f.Queue(name), f: f, clock: clock, routing: routing.New(sql.Transact[routing.Batch](f.Store), clock.Now, routing.Follows{})}
	f.Public(s.Queue)
	f.WrapUp(s.Queue, routing.WrapNone, time.Second, time.Second)
	s.Agent = f.Hire("Agent of " + name).Serving(s.Queue).Ready(clock.Now())
	for range 2 {
		f.Arrives(routing.Call, s.Queue, "C", clock.Now())
		s.Rings()
		s.Takes()
		clock.Pass(10 * time.Minute)
	}
	return s
}

// Rings ends what the agent has at work, and has the next in line ring at their desk.
func (s *Slow) Rings() {
	s.f.t.Helper()
	ctx := context.Background()
	if s.Serving != "" {
		if _, err := s.routing.End(ctx, s.Agent, s.Serving); err != nil {
			s.f.t.Fatal(err)
		}
	}
	if made, err := s.routing.Round(ctx, s.f.Site); err != nil || made == 0 {
		s.f.t.Fatalf("%d offers were made, %v", made, err)
	}
}

// Takes has the agent accept what rings.
func (s *Slow) Takes() {
	s.f.t.Helper()
	ctx := context.Background()
	offers, _, err := s.f.Store.Read().HeldCards(ctx, s.Agent)
	if err != nil || len(offers) != 1 {
		s.f.t.Fatalf("%d offers ring, %v", len(offers), err)
	}
	it, err := s.routing.Accept(ctx, s.Agent, offers[0].ID)
	if err != nil {
		s.f.t.Fatal(err)
	}
	s.Serving = it.ID
}
