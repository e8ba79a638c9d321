package floor

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// Disposition gives one disposition.
func (s *Service) Disposition(ctx context.Context, id centre.DispositionID) (Disposition, error) {
	return s.read.Disposition(ctx, id)
}

// Dispositions gives a page of the dispositions in reach that a queue's contacts
// can end with or, with an empty id, of all; by code.
func (s *Service) Dispositions(ctx context.Context, r centre.Reach, of centre.QueueID, p centre.Page) (centre.List[Disposition], error) {
	read := func(ctx context.Context, after centre.Named, limit int) ([]Disposition, error) {
		return s.read.DispositionsByCode(ctx, r, of, after, limit)
	}
	return page(ctx, p, read, func(x Disposition) centre.Named { return centre.Named{Name: x.Code, ID: string(x.ID)} })
}

// CreateDisposition adds a disposition: of a queue that the caller reaches, or
// of every queue, which is an admin's.
func (s *Service) CreateDisposition(ctx context.Context, by agent.Caller, x Disposition) (Disposition, error) {
	x.ID, x.Active, x.Version = centre.NewID[centre.DispositionID](), true, 1
	if err := x.check(); err != nil {
		return Disposition{}, err
	}
	err := s.tx.Do(ctx, func(w Store) error {
		if err := reaches(ctx, w, by, x); err != nil {
			return err
		}
		if err := w.AddDisposition(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, event("disposition", string(x.ID), "created", by, s.clock()))
	})
	return x, err
}

// ChangeDisposition changes a disposition.
func (s *Service) ChangeDisposition(ctx context.Context, by agent.Caller, id centre.DispositionID, version int, c DispositionChange) (Disposition, error) {
	var x Disposition
	err := s.tx.Do(ctx, func(w Store) (err error) {
		if x, err = w.LockDisposition(ctx, id); err != nil {
			return err
		}
		if err := reaches(ctx, w, by, x); err != nil {
			return err
		}
		if x.Version != version {
			return stale("disposition", x)
		}
		centre.Set(&x.Label, c.Label)
		centre.Set(&x.Position, c.Position)
		centre.Set(&x.Active, c.Active)
		if err := x.check(); err != nil {
			return err
		}
		if err := w.SaveDisposition(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, event("disposition", string(id), "changed", by, s.clock()))
	})
	return x, err
}

func reaches(ctx context.Context, w Store, by agent.Caller, x Disposition) error {
	if x.QueueID == nil {
		return by.May(agent.WriteConfig)
	}
	q, err := w.LockQueue(ctx, *x.QueueID)
	if centre.IsKind(err, centre.NotFound) {
		return centre.Field("queue_id", "no such queue")
	}
	if err != nil {
		return err
	}
	return by.Reaches(q.SiteID)
}
