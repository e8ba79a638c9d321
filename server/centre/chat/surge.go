package chat

import (
	"cmp"
	"context"

	"switchboard/server/centre"
)

// mostTold is how many are told in one look.
const mostTold = 500

// Announce tells those who wait in a queue with a surge that it will take longer, each once,
// however many surges they live through. Any number of nodes may do it.
func (s *Service) Announce(ctx context.Context) error {
	ids, err := s.reader.UntoldOfSurge(ctx, s.clock(), mostTold)
	for _, id := range ids {
		if err := s.announce(ctx, id); err != nil && !centre.IsKind(err, centre.NotFound) {
			return err
		}
	}
	return err
}

func (s *Service) announce(ctx context.Context, id centre.ContactID) error {
	return s.tx.Do(ctx, func(w Store) error {
		c, err := w.LockChat(ctx, id)
		if err != nil || c.Closed {
			return err
		}
		text, err := w.TellSurge(ctx, id, s.clock())
		if err != nil {
			return err
		}
		return s.tell(ctx, w, &c, cmp.Or(text, c.spoken().manyWait), s.clock())
	})
}
