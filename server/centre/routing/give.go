package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Push rings waiting work at the desk of one agent, whoever's turn it is. They must be able
// to take it: there, with room, in its queue and with the skills that it requires; what the
// queue would only rather have, and that they let it pass just now, does not count. Who
// cannot is a Conflict, cannot_take, that says why.
func (s *Service) Push(ctx context.Context, by centre.Actor, id centre.ItemID, to centre.AgentID) (Item, error) {
	var item Item
	err := s.tx.Do(ctx, func(w Batch) error {
		h, err := s.give(ctx, w, by, id, gift{to: to, as: pushed})
		item = h.item
		return err
	})
	return item, err
}

// Pull gives waiting work to the agent who takes it, as if they had been offered it and
// accepted. A lead need not serve its queue nor know what it requires, but for what is hard.
// Who has the work already is given it again.
func (s *Service) Pull(ctx context.Context, agent centre.AgentID, lead bool, id centre.ItemID) (Item, error) {
	var item Item
	err := s.tx.Do(ctx, func(w Batch) error {
		h, err := s.give(ctx, w, centre.Agent(agent), id, gift{to: agent, as: pulled, lead: lead})
		if item = h.item; err != nil || item.State == Active {
			return err
		}
		err = s.take(ctx, w, &h, centre.Agent(agent), h.offer.OfferedAt)
		item = h.item
		return err
	})
	return item, err
}

// gift is to whom an item goes out of its turn, and by what act.
type gift struct {
	to   centre.AgentID
	as   string
	lead bool // what the queue asks for does not bind them, but for what is hard
}

// give offers a waiting item to an agent, with both locked. Work that they took already is
// given back as it is.
func (s *Service) give(ctx context.Context, w Batch, by centre.Actor, id centre.ItemID, g gift) (held, error) {
	it, err := w.LockItem(ctx, id)
	if err != nil {
		return held{}, err
	}
	if g.as == pulled && it.State == Active && it.AgentID == g.to {
		return held{item: it}, nil
	}
	if it.State != Queued {
		return held{}, waitsNot(ctx, w, &it)
	}
	desk, err := w.LockDesk(ctx, g.to)
	if err != nil {
		return held{}, err
	}
	all, err := w.CandidatesByID(ctx, []centre.AgentID{g.to})
	if err != nil {
		return held{}, err
	}
	if len(all) == 0 { // deactivated: they have a desk, and work no more
		return held{}, centre.Faultf(centre.NotFound, "there is no such agent")
	}
	a := all[0]
	rules, err := w.Rules(ctx, it.QueueID)
	if err != nil {
		return held{}, err
	}
	now := s.clock()
	apart, err := w.BlockedFrom(ctx, g.to, it.CustomerID, now)
	if err != nil {
		return held{}, err
	}
	cause := g.refuses(&a, &it, now)
	if apart {
		cause = blocked
	}
	switch cause {
	case "":
	case noSkill:
		return held{}, lacking(ctx, w, desk.Name, g, &a, &it)
	default:
		return held{}, cannotTake(desk.Name, g, cause)
	}
	o := makeOffer(&it, g.proposal(&a, &it, rules, now), Terms{rules.Offer, rules.Interruptible}, now)
	if err := it.move(Offered); err != nil {
		return held{}, err
	}
	it.AgentID = g.to
	o.ring(&desk, now)
	e := o.event("offer.made", &it, by, now)
	e.Data["chosen_by"] = g.as
	err = write(ctx, w, []*Item{&it}, []*Offer{o}, []*presence.Desk{&desk}, []centre.Event{e}, now)
	return held{item: it, offer: *o, desk: desk}, err
}

// refuses says why the agent cannot be given the item, or "".
func (g gift) refuses(a *Candidate, it *Item, now time.Time) string {
	switch {
	case g.lead && a.barredFrom(it):
		return noSkill
	case !g.lead:
		if cause := (&Situation{}).unfit(a, it, now); cause != "" { // whatever the ring
			return cause
		}
		if g.as == pulled && it.holds(now) && it.PreferredAgent != a.ID {
			return heldForOther
		}
	}
	return a.hindered(it)
}

// proposal is the decision that a person made.
func (g gift) proposal(a *Candidate, it *Item, rules Rules, now time.Time) Proposal {
	s := Situation{Matching: map[centre.QueueID]Matching{it.QueueID: {Rings: rules.Rings, Bias: rules.Bias}}}
	placed := s.rank(it, now)
	return Proposal{ItemID: it.ID, AgentID: a.ID, Weight: a.weight(it), Seen: a.Version, Trace: Trace{
		Rules: RulesVersion, Score: placed.score, Guard: placed.guard, Ring: s.kindOf(it, now).ring, Parks: a.parks(it), ChosenBy: g.as,
		Figures: a.figures(now), Candidates: 1,
	}}
}

// cannotTake says to who gave an item away, or took it, why that cannot be.
func cannotTake(name string, g gift, cause string) error {
	return &centre.Fault{
		Kind: centre.Conflict, Code: "cannot_take", Message: g.says(name, cannot[cause]),
		Detail: map[string]any{"cause": cause},
	}
}

// says puts what is wrong with an agent to who wants to give them work, who may be themselves.
func (g gift) says(name, wrong string) string {
	if g.as == pulled {
		return "you cannot take this: " + name + " " + wrong
	}
	return name + " " + wrong
}

// cannot says of an agent why they are not asked.
var cannot = map[string]string{
	notInQueue: "does not serve this queue", noSkill: "lacks a skill that this requires",
	noRoom: "has no room for it", voiceAlone: "cannot have it beside what is in hand",
	blocked:                       "is kept from this customer",
	heldForOther:                  "would take what is kept for a colleague",
	string(presence.SignedOut):    "is signed out",
	string(presence.NotConnected): "has no console connected",
	string(presence.Silent):       "is out of reach",
	string(presence.SteppedAway):  "is away",
	string(presence.Leaving):      "is about to leave",
	string(presence.LetPass):      "is not responding",
}

// waitsNot refuses an act on waiting work that does not wait any more, and says who has it.
func waitsNot(ctx context.Context, w Batch, it *Item) error {
	gone := &centre.Fault{
		Kind: centre.Conflict, Code: "not_waiting", Message: "this does not wait any more",
		Detail: map[string]any{"state": it.State, "agent_id": it.AgentID},
	}
	if !it.inHand() {
		return gone
	}
	name, err := w.AgentName(ctx, it.AgentID)
	if err != nil {
		return err
	}
	if it.State == Offered {
		gone.Message = "this rings at " + name + "'s desk just now"
		return gone
	}
	return centre.Raced("already_taken", name+" has this already", Named{ID: string(it.AgentID), Name: name})
}
