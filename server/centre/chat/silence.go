package chat

import (
	"context"
	"errors"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// Inactive is the outcome of a conversation whose customer stopped answering.
const Inactive = "inactive"

// Silence is how long a customer has not answered, and what their queue makes of it.
type Silence struct {
	Since    *time.Time `db:"since"` // of what their agent told them last; nil: they spoke last
	WarnedAt *time.Time `db:"warned_at"`
	WatchAt  *time.Time `db:"watch_at"` // when it is looked at; nil: not before they are spoken to again
	WarnS    int        `db:"warn_s"`   // the queue's; 0: no warning
	CloseS   int        `db:"close_s"`  // the queue's; 0: never closed

	planned bool // just now, and nobody was told
}

// broken notes that the customer spoke.
func (s *Silence) broken() { s.Since, s.WarnedAt = nil, nil }

// begins notes that the customer was spoken to. One look is planned at a time: it finds
// out what was said meanwhile.
func (s *Silence) begins(now time.Time) {
	s.Since, s.WarnedAt = &now, nil
	if s.WatchAt == nil {
		s.plan(s.next())
	}
}

func (s *Silence) plan(at *time.Time) { s.WatchAt, s.planned = at, at != nil }

// next is when the silence has lasted to its next step; nil: there is none. Who was
// warned late still has the time that the warning left them.
func (s *Silence) next() *time.Time {
	from, length := s.Since, s.CloseS
	switch {
	case from == nil:
		return nil
	case s.WarnedAt != nil:
		from, length = s.WarnedAt, s.CloseS-s.WarnS
	case s.WarnS > 0:
		length = s.WarnS
	}
	if length <= 0 {
		return nil
	}
	at := from.Add(time.Duration(length) * time.Second)
	return &at
}

// errEarly keeps the planned look: the clock that fired it was ahead of ours.
var errEarly = errors.New("the customer may be silent for longer")

// Listen looks at how long the customer of a conversation did not answer the agent who
// serves it: they are warned, and then it is closed. It plans the next look for as long as
// there is a next step; twice, or for a conversation that waits, it changes nothing.
func (s *Service) Listen(ctx context.Context, id centre.ContactID) error {
	return s.tx.Do(ctx, func(w Store) error {
		it, err := s.routing.Serving(ctx, w, id)
		if err != nil {
			return err
		}
		c, err := w.LockChat(ctx, id)
		if err != nil {
			return err
		}
		now := s.clock()
		if c.Silence.WatchAt == nil {
			return nil
		}
		if now.Before(*c.Silence.WatchAt) {
			return errEarly
		}
		since := c.Silence.Since
		if it.State != routing.Active || since == nil || since.Before(it.AcceptedAt) {
			return s.watch(ctx, w, &c, nil, now)
		}
		switch next := c.Silence.next(); {
		case next == nil || now.Before(*next):
			return s.watch(ctx, w, &c, next, now)
		case c.Silence.WarnedAt == nil && c.Silence.WarnS > 0:
			c.Silence.WarnedAt = &now
			c.Silence.plan(c.Silence.next())
			return s.tell(ctx, w, &c, c.spoken().stillThere, now)
		}
		return s.shut(ctx, w, &c, now)
	})
}

// watch plans the next look; nil: none.
func (s *Service) watch(ctx context.Context, w Store, c *Chat, at *time.Time, now time.Time) error {
	c.Silence.plan(at)
	if err := w.SaveChat(ctx, c, nil); err != nil || at == nil {
		return err
	}
	return w.Append(ctx, c.watched(now))
}

// watched says when the silence is looked at next; no screen shows it.
func (c *Chat) watched(now time.Time) centre.Event {
	return centre.Event{
		At: now, Kind: "chat.watched", Actor: centre.System,
		Subject: centre.Subject{Kind: "chat", ID: string(c.ContactID)},
		Data:    centre.Data{"contact_id": c.ContactID, "watch_at": *c.Silence.WatchAt},
	}
}

// tell says something to both sides in nobody's name.
func (s *Service) tell(ctx context.Context, w Store, c *Chat, text string, now time.Time) error {
	m, err := c.say(Party{Kind: Machine}, Saying{Text: text}, now)
	if err != nil {
		return err
	}
	return s.keep(ctx, w, c, &m, nil, centre.System)
}

// shut ends the conversation for want of an answer.
func (s *Service) shut(ctx context.Context, w Store, c *Chat, now time.Time) error {
	c.Silence.plan(nil)
	if err := s.tell(ctx, w, c, c.spoken().noAnswer, now); err != nil {
		return err
	}
	k, err := w.LockContact(ctx, c.ContactID)
	if err != nil {
		return err
	}
	k.Outcome = Inactive
	if err := w.SaveContact(ctx, &k); err != nil {
		return err
	}
	return s.routing.Leave(ctx, w, centre.System, c.ContactID, now)
}
