package callback

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/telephone"
)

// leaveFor is how long leave to dial is good for: what was lawful and free a moment ago
// may not be so later.
const leaveFor = time.Minute

// Grant is leave for an external telephone system to dial once, for the agent who
// accepted the callback.
type Grant struct {
	PermitID   centre.PermitID  `json:"permit_id"`
	Number     telephone.Number `json:"number" doc:"to dial, in E.164"`
	ValidUntil time.Time        `json:"valid_until" doc:"dialling must begin before then"`
	Agent      routing.Named    `json:"agent" doc:"who is to be connected"`
}

// Leave asks the rules whether a callback that an agent accepted may be dialled now; one that
// is refused is kept as well, and Forbidden says why. Nothing is dialled by it.
func (s *Service) Leave(ctx context.Context, by centre.Actor, id centre.CallbackID) (Grant, error) {
	var p Permit
	var g Grant
	err := s.change(ctx, id, func(w Store, h *held, now time.Time) (err error) {
		if g.Agent, err = h.acceptedBy(ctx, w); err != nil {
			return err
		}
		if p, err = decide(ctx, w, &h.callback, now); err != nil {
			return err
		}
		if limit := now.Add(leaveFor); p.Decision.Allowed && limit.Before(p.Decision.ValidUntil) {
			p.Decision.ValidUntil = limit
		}
		kind := "permit.given"
		if !p.Decision.Allowed {
			kind = "permit.refused"
		}
		if err := w.AddPermit(ctx, p); err != nil {
			return err
		}
		return w.Append(ctx, h.callback.event(kind, by, now, centre.Data{"permit_id": p.ID, "reason": p.Decision.Reason}))
	})
	if err == nil {
		err = p.refusal()
	}
	g.PermitID, g.Number, g.ValidUntil = p.ID, p.Phone, p.Decision.ValidUntil
	return g, err
}

// acceptedBy gives the agent who has the callback and has not dialled yet.
func (h *held) acceptedBy(ctx context.Context, w Store) (routing.Named, error) {
	if h.callback.State != Offered || h.item == nil || h.item.State != routing.Active {
		return routing.Named{}, centre.Raced("not_accepted", "no agent has this callback in hand, or it is being dialled", h.callback)
	}
	name, err := w.AgentName(ctx, h.item.AgentID)
	return routing.Named{ID: string(h.item.AgentID), Name: name}, err
}

// Use notes that the telephone system begins to dial: once, while its leave is good and the
// rules still agree.
func (s *Service) Use(ctx context.Context, by centre.Actor, id centre.CallbackID, leave centre.PermitID) (Callback, error) {
	var c Callback
	err := s.change(ctx, id, func(w Store, h *held, now time.Time) error {
		p, err := w.LockPermit(ctx, id, leave)
		if err != nil {
			return err
		}
		if err := p.usable(now); err != nil {
			return err
		}
		agent, err := h.acceptedBy(ctx, w)
		if err != nil {
			return err
		}
		again, err := decide(ctx, w, &h.callback, now)
		if err == nil {
			err = again.refusal()
		}
		if err == nil {
			err = w.UsePermit(ctx, leave, now)
		}
		if err != nil {
			return err
		}
		err = h.dial(ctx, w, by, centre.AgentID(agent.ID), p, now)
		c = h.callback
		return err
	})
	return c, err
}

// usable refuses leave that was not given, was used or is too old.
func (p *Permit) usable(now time.Time) error {
	switch {
	case !p.Decision.Allowed:
		return p.refusal()
	case p.UsedAt != nil:
		return centre.Raced("permit_used", "this permit was used already: ask for another", map[string]any{"used_at": *p.UsedAt})
	case !now.Before(p.Decision.ValidUntil):
		return centre.Raced("permit_expired", "this permit has expired: ask for another", map[string]any{"valid_until": p.Decision.ValidUntil})
	}
	return nil
}

// refusal is why a permit was refused; nil for one that was given.
func (p *Permit) refusal() error {
	if p.Decision.Allowed {
		return nil
	}
	return &centre.Fault{Kind: centre.Forbidden, Code: string(p.Decision.Reason), Message: p.Decision.Reason.Text(), Detail: p.Decision}
}

// Report notes what became of the dial for which leave was used; of an earlier one it is
// too late to say.
func (s *Service) Report(ctx context.Context, by centre.Actor, id centre.CallbackID, leave centre.PermitID, o Outcome) (Callback, error) {
	if _, known := results[o]; !known {
		return Callback{}, badOutcome()
	}
	var c Callback
	err := s.change(ctx, id, func(w Store, h *held, now time.Time) error {
		p, err := w.LockPermit(ctx, id, leave)
		if err != nil {
			return err
		}
		if p.UsedAt == nil {
			return centre.Raced("not_dialled", "say first that dialling begins", h.callback)
		}
		if last := h.callback.DialledAt; h.callback.State != Dialing || last == nil || !p.UsedAt.Equal(*last) {
			return centre.Raced("over", "it is known already how this went", h.callback)
		}
		h.callback.Outcome = o
		err = h.settle(ctx, w, by, now)
		c = h.callback
		return err
	})
	return c, err
}
