package callback

import (
	"context"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/permit"
	"switchboard/server/centre/telephone"
)

// Dialler makes telephones ring.
type Dialler interface {
	// Dial acts on leave to dial and gives an address for the agent's browser to
	// open, empty when the telephone rings by itself.
	Dial(ctx context.Context, leave Leave) (url string, err error)
}

// Leave is what a Dialler may do, and until when.
type Leave struct {
	PermitID   centre.PermitID
	Phone      telephone.Number
	ValidUntil time.Time
}

// Click is the Dialler of agents who have a telephone of their own: a link that
// makes it dial.
type Click struct{}

// Dial implements Dialler.
func (Click) Dial(_ context.Context, leave Leave) (string, error) {
	return "tel:" + string(leave.Phone), nil
}

// Dialled is a call that was begun.
type Dialled struct {
	PermitID centre.PermitID `json:"permit_id"`
	URL      string          `json:"dial_url"`
}

// Dial calls the customer, if a permit can be had; one that is refused is kept
// as well, and Forbidden says why.
func (s *Service) Dial(ctx context.Context, by centre.Actor, id centre.CallbackID) (Dialled, error) {
	var p Permit
	err := s.change(ctx, id, func(w Store, h *held, now time.Time) (err error) {
		if err := h.free(ctx, w, by, now); err != nil {
			return err
		}
		if p, err = seekPermit(ctx, w, &h.callback, now); err != nil {
			return err
		}
		if !p.Decision.Allowed {
			return w.Append(ctx, h.callback.event("permit.refused", by, now, centre.Data{"permit_id": p.ID, "reason": p.Decision.Reason}))
		}
		return h.dial(ctx, w, by, centre.AgentID(by.ID), p, now)
	})
	if err == nil {
		err = p.refusal()
	}
	if err != nil {
		return Dialled{}, err
	}
	url, err := s.dialler.Dial(ctx, Leave{PermitID: p.ID, Phone: p.Phone, ValidUntil: p.Decision.ValidUntil})
	return Dialled{PermitID: p.ID, URL: url}, err
}

// dial counts a dial that a permit allows, in the name of the agent who will speak.
func (h *held) dial(ctx context.Context, w Store, by centre.Actor, agent centre.AgentID, p Permit, now time.Time) error {
	h.callback.Attempts++
	h.callback.DialledAt = &now
	if err := h.callback.become(ctx, w, by, Dialing, "callback.dialled", now, centre.Data{"permit_id": p.ID}); err != nil {
		return err
	}
	if err := h.dialled(ctx, w, centre.Agent(agent), now); err != nil {
		return err
	}
	return h.withdraw(ctx, w, by, now)
}

// free says whether this agent may dial now: nobody else has the work, the
// promise is open and its window has begun.
func (h *held) free(ctx context.Context, w Store, by centre.Actor, now time.Time) error {
	if h.item != nil && h.item.AgentID != "" && string(h.item.AgentID) != by.ID {
		name, err := w.AgentName(ctx, h.item.AgentID)
		if err != nil {
			return err
		}
		return centre.Raced("already_taken", name+" has this callback", map[string]any{"id": h.item.AgentID, "name": name})
	}
	if err := h.callback.can(Dialing); err != nil {
		return err
	}
	if now.Before(h.callback.WindowFrom) {
		return centre.Raced("too_early", "the customer asked to be called later", h.callback)
	}
	return nil
}

// seekPermit asks the rules, uses the permit that they give and keeps what they say.
func seekPermit(ctx context.Context, w Store, c *Callback, now time.Time) (Permit, error) {
	p, err := decide(ctx, w, c, now)
	if err != nil {
		return p, err
	}
	if p.Decision.Allowed {
		p.UsedAt = &now
	}
	return p, w.AddPermit(ctx, p)
}

// decide asks the rules. Whoever else wants to dial the same number waits until the
// transaction ends, so that caps hold.
func decide(ctx context.Context, w Store, c *Callback, now time.Time) (Permit, error) {
	if err := w.LockPhone(ctx, c.Phone); err != nil {
		return Permit{}, err
	}
	who, err := w.WhoToCall(ctx, c.Customer.ID)
	if err != nil {
		return Permit{}, err
	}
	before, err := w.DialsTo(ctx, c.Phone, now.Add(-7*24*time.Hour))
	if err != nil {
		return Permit{}, err
	}
	return Permit{
		ID: centre.NewID[centre.PermitID](), CallbackID: c.ID, Phone: c.Phone, Purpose: permit.CallbackRequested, At: now,
		Decision: permit.US(now).Decide(permit.CallbackRequested, c.callee(who), now, before),
	}, nil
}

func (c *Callback) callee(who Who) permit.Callee {
	return permit.Callee{Phone: c.Phone, DeclaredZone: c.Zone, AddressZone: who.Zone, Consent: who.Consent}
}

// Outcome notes how a dial went: the promise is kept, broken, or tried again.
func (s *Service) Outcome(ctx context.Context, by centre.Actor, id centre.CallbackID, o Outcome, note string) (Callback, error) {
	if _, known := results[o]; !known {
		return Callback{}, badOutcome()
	}
	if utf8.RuneCountInString(note) > longestNote {
		return Callback{}, centre.Field("note", "must have up to %d characters", longestNote)
	}
	var c Callback
	err := s.change(ctx, id, func(w Store, h *held, now time.Time) error {
		if err := h.callback.can(Kept); err != nil {
			return err
		}
		h.callback.Outcome, h.callback.Note = o, note
		if err := h.settle(ctx, w, by, now); err != nil {
			return err
		}
		c = h.callback
		return nil
	})
	return c, err
}

func badOutcome() error {
	return centre.Field("outcome", "must be reached, no_answer, busy, machine, wrong_number, refused or failed")
}

// settle does what follows from the outcome of the last dial.
func (h *held) settle(ctx context.Context, w Store, by centre.Actor, now time.Time) error {
	if err := h.callback.settle(ctx, w, by, now); err != nil {
		return err
	}
	return h.told(ctx, w, by, now)
}

func (c *Callback) settle(ctx context.Context, w Store, by centre.Actor, now time.Time) error {
	switch results[c.Outcome] {
	case Kept:
		return c.become(ctx, w, by, Kept, "callback.kept", now, nil)
	case Broken:
		return c.become(ctx, w, by, Broken, "callback.broken", now, nil)
	}
	who, err := w.WhoToCall(ctx, c.Customer.ID)
	if err != nil {
		return err
	}
	next, more := c.again(now)
	if more {
		next = permit.US(next).Next(permit.CallbackRequested, next, c.callee(who).Zones())
	}
	if next.IsZero() {
		return c.become(ctx, w, by, Broken, "callback.broken", now, nil)
	}
	c.NextAt = next
	return c.become(ctx, w, by, Scheduled, "callback.retried", now, nil)
}
