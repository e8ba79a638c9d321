package chat

import (
	"context"
	"strings"
	"time"

	"switchboard/server/centre/routing"
)

// words are what a waiting customer is told of an overflow rule that says nothing itself.
var words = map[routing.Action]string{
	routing.OfferCallback: "It will be a while until somebody is free. If you like, we call you back: choose “Ask for a call” and you need not wait here.",
	routing.ToTicket:      "Nobody is free in time, so we have written down what you told us and will write back to you.",
	routing.PlayClosed:    "We are sorry, nobody can help you here right now. Please write to us again later.",
}

// Overflowed tells a waiting customer what an overflow rule did; it follows routing. Of work
// that goes to another queue they are told nothing, unless the rule says what.
func (s *Service) Overflowed(ctx context.Context, w Store, it routing.Item, r routing.Overflow, now time.Time) error {
	text := r.Text
	if text == "" {
		text = words[r.Action]
	}
	if text = strings.TrimSpace(text + "\n" + r.URL); text == "" || it.Channel != routing.Chat {
		return nil
	}
	c, err := w.LockChat(ctx, it.ContactID)
	if err != nil {
		return err
	}
	return s.tell(ctx, w, &c, text, now)
}

// preferCall is what a customer is told to whom a call is due rather than a chat.
const preferCall = "Would you rather talk? Choose “Ask for a call”, and we call you."

// suggest tells a customer who has come of the channel that their service package prefers,
// where it is one that they can choose here.
func (s *Service) suggest(ctx context.Context, w Store, c *Chat, it routing.Item, now time.Time) error {
	if it.Because == nil || it.Because.Prefer != routing.Call && it.Because.Prefer != routing.Callback {
		return nil
	}
	return s.tell(ctx, w, c, preferCall, now)
}
