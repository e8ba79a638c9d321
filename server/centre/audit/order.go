package audit

import (
	"strings"
	"time"

	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// settled is how long an item has to stand in its line before it can be said to have been
// passed: what was noted that long ago every router has seen, whatever its clock says.
const settled = 10 * time.Second

// agreed is how far clocks may differ of who passed it and who took it meanwhile.
const agreed = time.Second

// order finds who was passed in their own line. Who was offered something is named by the
// passing; whoever could serve that could serve this, which waits longer.
func (x *examination) order(a *Account) {
	for _, p := range a.Passed {
		if since := a.free(p.At); !since.IsZero() && p.At.Sub(since) >= settled {
			x.found(InOrder, "offer %s of %s, which stands behind it, was made at %s; nothing kept it from being next since %s", p.OfferID, p.ItemID, p.At, since)
			return
		}
	}
}

// free is since when nothing kept the item from being next, at a time: it stood where it stands
// now, was held for nobody, and nobody had let it pass for as long as they are passed over for
// that. Zero: it did not wait then.
func (a *Account) free(at time.Time) time.Time {
	var since time.Time
	for _, e := range a.Events {
		taken := e.Kind == "offer.made" || strings.HasPrefix(e.Kind, "item.") && routing.State(e.State) != routing.Queued
		switch {
		case e.At.After(at.Add(agreed)):
			return since
		case taken:
			since = time.Time{}
		case e.At.After(at):
			return time.Time{}
		case e.Kind == "offer.declined" || e.Kind == "offer.timed_out":
			since = later(since, e.At.Add(routing.TriedFor))
		case strings.HasPrefix(e.Kind, "item.") && e.Kind != "item.turned":
			since = e.At
		}
		if e.HeldUntil != nil && !since.IsZero() {
			since = later(since, *e.HeldUntil)
		}
	}
	return since
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// declared finds what was offered to somebody after they had asked to leave, or had left.
func (x *examination) declared(a *Account) {
	for _, e := range a.Events {
		if d := e.Desk; d != nil {
			there := d.Status == presence.Available && d.Next == "" && d.Link == presence.Connected
			x.unless(there, NobodyThere, "offer %s was made at %s, after its agent was noted as %s, next %q, link %s", e.Subject, e.At, d.Status, d.Next, d.Link)
		}
	}
}
