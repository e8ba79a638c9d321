package callback

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// Service is the use cases around promises.
type Service struct {
	tx      centre.Transactor[Store]
	read    Reader
	clock   centre.Clock
	dialler Dialler
	turns   Turns
}

// New makes the service.
func New(tx centre.Transactor[Store], read Reader, clock centre.Clock, dialler Dialler, turns Turns) *Service {
	return &Service{tx: tx, read: read, clock: clock, dialler: dialler, turns: turns}
}

// Promise is a callback that somebody wants to promise.
type Promise struct {
	Ask
	CustomerID centre.CustomerID
	QueueID    centre.QueueID   // a visitor may leave it empty: the first public queue
	OwnerID    centre.AgentID   // empty: anyone of the queue
	ContactID  centre.ContactID // the contact in which it is promised
	Topic      string
	movedFrom  centre.CallbackID
}

func (p Promise) check(by centre.Actor) error {
	var wrong []centre.FieldFault
	if p.CustomerID == "" {
		wrong = append(wrong, centre.FieldFault{Field: "customer_id", Message: "is needed"})
	}
	if p.QueueID == "" && by.Kind != centre.ByVisitor {
		wrong = append(wrong, centre.FieldFault{Field: "queue_id", Message: "is needed"})
	}
	if utf8.RuneCountInString(p.Topic) > 300 || strings.TrimSpace(p.Topic) == "" {
		wrong = append(wrong, centre.FieldFault{Field: "topic", Message: "must have 1 to 300 characters"})
	}
	return centre.InvalidFields(wrong)
}

// Callback gives one promise.
func (s *Service) Callback(ctx context.Context, id centre.CallbackID) (Callback, error) {
	return s.read.Callback(ctx, id)
}

// Callbacks gives a page of promises, the first due first.
func (s *Service) Callbacks(ctx context.Context, f Filter, p centre.Page) (centre.List[Callback], error) {
	return s.read.Callbacks(ctx, f, p)
}

// Check says whether a callback could be promised to somebody of whom nothing is known.
func (s *Service) Check(a Ask) (Answer, error) { return Check(a, Who{}, s.clock()) }

// Promise promises a callback. Promised again it gives the promise that there is.
func (s *Service) Promise(ctx context.Context, by centre.Actor, p Promise) (Callback, error) {
	if err := p.check(by); err != nil {
		return Callback{}, err
	}
	var c Callback
	try := func() error {
		return s.tx.Do(ctx, func(w Store) (err error) {
			c, err = promise(ctx, w, by, p, s.clock())
			return err
		})
	}
	err := try()
	if centre.IsCode(err, "already_promised") { // at the same moment: now it is there to be found
		err = try()
	}
	return c, err
}

func promise(ctx context.Context, w Store, by centre.Actor, p Promise, now time.Time) (Callback, error) {
	customer, err := w.CurrentCustomer(ctx, p.CustomerID)
	if err != nil {
		return Callback{}, err
	}
	who, err := w.WhoToCall(ctx, customer)
	if err != nil {
		return Callback{}, err
	}
	if by.Kind == centre.ByVisitor {
		if p.QueueID, err = w.PublicQueue(ctx, p.QueueID); err != nil {
			return Callback{}, err
		}
	}
	a, err := Check(p.Ask, who, now)
	if err != nil {
		return Callback{}, err
	}
	if !a.Allowed {
		return Callback{}, a.refusal()
	}
	there, err := w.OpenCallback(ctx, a.Phone, p.QueueID, a.DueAt)
	if err == nil {
		return w.Callback(ctx, there)
	}
	if !centre.IsKind(err, centre.NotFound) {
		return Callback{}, err
	}
	c := Callback{
		ID: centre.NewID[centre.CallbackID](), Customer: routing.Who{ID: customer}, Phone: a.Phone, Zone: p.Zone, Local: p.Local,
		DueAt: a.DueAt, WindowFrom: a.Window.From, WindowTo: a.Window.To, NextAt: a.DueAt, Queue: routing.Named{ID: string(p.QueueID)},
		Topic: p.Topic, State: Scheduled, MovedFrom: p.movedFrom, ContactID: p.ContactID, By: by, CreatedAt: now, Version: 1,
	}
	if p.OwnerID != "" {
		if err := w.WorksHere(ctx, p.OwnerID); err != nil {
			return Callback{}, nobody(err)
		}
		c.Owner = &routing.Named{ID: string(p.OwnerID)}
	}
	if err := w.AddCallback(ctx, &c); err != nil {
		return Callback{}, err
	}
	return c, w.Append(ctx, c.event("callback.promised", by, now, nil))
}

// nobody says of an owner who is not found that they do not work here.
func nobody(err error) error {
	if centre.IsKind(err, centre.NotFound) {
		return centre.Field("owner_id", "is nobody who works here")
	}
	return err
}

// Move promises another time instead, for the same reason. An owner who left since is
// not asked for any more.
func (s *Service) Move(ctx context.Context, by centre.Actor, id centre.CallbackID, local, zone string) (Callback, error) {
	var next Callback
	err := s.change(ctx, id, func(w Store, h *held, now time.Time) error {
		old := h.callback
		if err := h.becomes(ctx, w, by, Moved, "callback.moved", now); err != nil {
			return err
		}
		p := Promise{
			Ask: Ask{Phone: string(old.Phone), Local: local, Zone: zone}, CustomerID: old.Customer.ID, QueueID: centre.QueueID(old.Queue.ID),
			OwnerID: old.owner(), ContactID: old.ContactID, Topic: old.Topic, movedFrom: old.ID,
		}
		err := stillHere(ctx, w, &p)
		if err == nil {
			next, err = promise(ctx, w, by, p, now)
		}
		return err
	})
	return next, err
}

// stillHere takes an owner who left off the promise.
func stillHere(ctx context.Context, w Store, p *Promise) error {
	if p.OwnerID == "" {
		return nil
	}
	err := w.WorksHere(ctx, p.OwnerID)
	if centre.IsKind(err, centre.NotFound) {
		p.OwnerID = ""
		return nil
	}
	return err
}

// Cancel takes a promise back because nobody needs the call any more.
func (s *Service) Cancel(ctx context.Context, by centre.Actor, id centre.CallbackID, reason string) (Callback, error) {
	if n := utf8.RuneCountInString(reason); strings.TrimSpace(reason) == "" || n > longestNote {
		return Callback{}, centre.Field("reason", "say why, in up to %d characters", longestNote)
	}
	var c Callback
	err := s.change(ctx, id, func(w Store, h *held, now time.Time) error {
		if err := h.callback.can(Cancelled); err != nil {
			return err
		}
		h.callback.Note = reason
		err := h.becomes(ctx, w, by, Cancelled, "callback.cancelled", now)
		c = h.callback
		return err
	})
	return c, err
}

const longestNote = 2000
