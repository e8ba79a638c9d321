package chat

import (
	"cmp"
	"context"
	"strings"
	"time"

	"switchboard/server/centre/routing"
)

// Overflowed tells a waiting customer what an overflow rule did; it follows routing. Of work
// that goes to another queue they are told nothing, unless the rule says what.
func (s *Service) Overflowed(ctx context.Context, w Store, it routing.Item, r routing.Overflow, now time.Time) error {
	if it.Channel != routing.Chat {
		return nil
	}
	c, err := w.LockChat(ctx, it.ContactID)
	if err != nil {
		return err
	}
	text := strings.TrimSpace(cmp.Or(r.Text, c.spoken().overflow[r.Action]) + "\n" + r.URL)
	if text == "" {
		return nil
	}
	return s.tell(ctx, w, &c, text, now)
}

// suggest tells a customer who has come of the channel that their service package prefers,
// where it is one that they can choose here.
func (s *Service) suggest(ctx context.Context, w Store, c *Chat, it routing.Item, now time.Time) error {
	if it.Because == nil || it.Because.Prefer != routing.Call && it.Because.Prefer != routing.Callback {
		return nil
	}
	return s.tell(ctx, w, c, c.spoken().preferCall, now)
}
