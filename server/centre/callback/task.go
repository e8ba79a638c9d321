package callback

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// Due looks for an agent when the time of a promise, or of its next try, has
// come: for its owner alone until ten minutes later, then for anyone. A second
// time it changes nothing; before its time it is centre.Early.
func (s *Service) Due(ctx context.Context, id centre.CallbackID) error {
	return s.change(ctx, id, func(w Store, h *held, now time.Time) error {
		c := &h.callback
		if c.State != Scheduled {
			return nil
		}
		if early := c.NextAt.Sub(now); early > 0 {
			return centre.Early(early)
		}
		if h.item != nil {
			return &centre.Fault{Kind: centre.Busy, Code: "in_hand", Message: "the last try is still being wrapped up", RetryAfter: 5 * time.Second}
		}
		who, err := w.WhoToCall(ctx, c.Customer.ID)
		if err != nil {
			return err
		}
		if err := c.become(ctx, w, centre.System, Due, "callback.due", now, nil); err != nil {
			return err
		}
		a := routing.Arrival{
			QueueID: centre.QueueID(c.Queue.ID), Channel: routing.Callback, CallbackID: c.ID, CustomerID: c.Customer.ID, Tier: who.Tier,
			AllHours: true, // a promise is kept whatever the hours
		}
		if c.InLineSince != nil && c.Attempts <= routing.KeepsFor {
			a.Since = *c.InLineSince // who was not reached once has their place still, and then no more
		}
		if c.Owner != nil {
			a.PreferredAgent, a.Owned = c.owner(), true
			a.PreferredFor = max(0, c.NextAt.Add(ownerAlone).Sub(now))
		}
		_, err = routing.Arrive(ctx, w, centre.System, a, now)
		return err
	})
}

// Break breaks a promise whose window passed without a try. For one that was
// tried, or ended, it changes nothing; before its time it is centre.Early.
func (s *Service) Break(ctx context.Context, id centre.CallbackID) error {
	return s.change(ctx, id, func(w Store, h *held, now time.Time) error {
		c := &h.callback
		if !c.State.Open() || c.Attempts > 0 {
			return nil
		}
		if early := c.WindowTo.Sub(now); early > 0 {
			return centre.Early(early)
		}
		return h.becomes(ctx, w, centre.System, Broken, "callback.broken", now)
	})
}

// SettleAfter is how long after a dial its outcome is taken to be that nobody answered.
const SettleAfter = time.Hour

// Settle ends a dial of which nobody said how it went. Once somebody said so it
// changes nothing; before its time it is centre.Early.
func (s *Service) Settle(ctx context.Context, id centre.CallbackID) error {
	return s.change(ctx, id, func(w Store, h *held, now time.Time) error {
		c := &h.callback
		if c.State != Dialing {
			return nil
		}
		if early := c.DialledAt.Add(SettleAfter).Sub(now); early > 0 {
			return centre.Early(early)
		}
		c.Outcome = NoAnswer
		return h.settle(ctx, w, centre.System, now)
	})
}

// Accepted notes that an agent has the promise, and opens the contact in which they keep
// it; it follows routing. Work about something else changes nothing.
func Accepted(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	return follow(ctx, w, it, Due, func(c *Callback) error {
		by, waited := centre.Agent(it.AgentID), c.waitedIn(&it)
		if err := leaveLine(ctx, w, by, waited, now); err != nil {
			return err
		}
		if it.ContactID == waited {
			try, err := c.begin(ctx, w, by, now)
			if err != nil {
				return err
			}
			it.ContactID = try.ID
			if err := w.SaveItems(ctx, &it); err != nil {
				return err
			}
		}
		return c.become(ctx, w, by, Offered, "callback.accepted", now, nil)
	})
}

// Released notes that the agent lost it again before they dialled; it follows routing.
func Released(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	return follow(ctx, w, it, Offered, func(c *Callback) error {
		return c.become(ctx, w, centre.System, Due, "callback.due", now, nil)
	})
}

// Ended gives a promise whose agent ended the work without dialling another try
// after a while; it follows routing, after the contact.
func Ended(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	return follow(ctx, w, it, Offered, func(c *Callback) error {
		if err := undialled(ctx, w, centre.System, it.ContactID, now); err != nil {
			return err
		}
		c.NextAt = now.Add(retries[0])
		return c.become(ctx, w, centre.System, Scheduled, "callback.retried", now, nil)
	})
}

// follow runs fn on the promise that an item is about, if it is in the state.
func follow(ctx context.Context, w Store, it routing.Item, in State, fn func(*Callback) error) error {
	if it.CallbackID == "" {
		return nil
	}
	c, err := w.LockCallback(ctx, it.CallbackID)
	if err != nil || c.State != in {
		return err
	}
	return fn(&c)
}
