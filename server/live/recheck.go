package live

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// checkEvery is how often every living socket's session is looked at again: the
// net under what is told.
const checkEvery = time.Minute

// endsSessions are the events after which a session of their subject may be over, or
// reach elsewhere.
var endsSessions = map[string]bool{
	"agent.changed":          true, // by an admin or supervisor: not what they declare
	"agent.deactivated":      true,
	"agent.password_changed": true,
	"agent.signed_out":       true,
}

// doubt has the sockets looked at whose session may have ended. It never waits:
// when too many end at once the net finds the rest.
func (d *Door) doubt(batch []centre.Stamped) {
	for _, e := range batch {
		if !endsSessions[e.Kind] {
			continue
		}
		select {
		case d.doubts <- "agent:" + e.Subject.ID:
		default:
		}
	}
}

// recheck looks at the session behind agents' sockets, when it is in doubt and
// again and again, so that signing out or being shut out ends the socket on
// whichever node it is, and that who now belongs elsewhere sees what they may:
// they come back and are let on their topics anew.
func (d *Door) recheck(ctx context.Context) error {
	tick := time.NewTicker(checkEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case topic := <-d.doubts:
			d.recheckAll(ctx, d.hub.on(topic))
		case <-tick.C:
			d.recheckAll(ctx, d.hub.all())
		}
	}
}

func (d *Door) recheckAll(ctx context.Context, clients []*client) {
	for _, c := range clients {
		if c.agent == nil || ctx.Err() != nil {
			continue
		}
		who, err := d.Callers.Caller(c.agent.request.WithContext(ctx))
		if centre.IsKind(err, centre.Unauthenticated) {
			c.cut(closeSignedOut, "you are not signed in any more")
			continue
		}
		if was := c.agent.holder.Load(); err == nil && (who.Role != was.Role || who.Site != was.Site) {
			c.cut(closeComeBack, "your role or your site changed")
			continue
		}
		if err == nil {
			err = d.look(ctx, c.agent, who)
		}
		if err != nil { // what was known stands until the next look
			d.log.DebugContext(ctx, "a socket could not be looked at", "client", c.by, "err", err)
		}
	}
}
