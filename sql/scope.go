package sql

import (
	"cmp"
	"context"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

var _ agent.ScopeReader = (*Work)(nil)

// QueuesOf implements agent.ScopeReader.
func (w *Work) QueuesOf(ctx context.Context, site centre.SiteID, id centre.AgentID) ([]centre.QueueID, error) {
	var ids []centre.QueueID
	err := w.all(ctx, "queues-of", &ids, orNull(site), orNull(id))
	return ids, err
}

// Reached implements agent.ScopeReader.
func (w *Work) Reached(ctx context.Context, r centre.Reach, kind string, ids []string) (n int, err error) {
	switch kind {
	case "call", "queue name":
		err = w.one(ctx, "reached-by-name", &n, kind, pq.Array(ids), idArray(r.Queues), orNull(r.Agent))
	case "item", "offer", "contact":
		err = w.one(ctx, "reached-"+kind, &n, pq.Array(ids), idArray(r.Queues), orNull(r.Agent))
	default:
		err = w.one(ctx, "reached", &n, kind, pq.Array(ids), idArray(r.Queues), orNull(r.Site), orNull(r.Agent))
	}
	return n, err
}

// seen is a reach as lists take it: NULL where it sets no bound.
type seen struct {
	queues any // whose work is seen
	own    any // and whose own
	site   any // whose people and customers
	only   any // of all that, what is of this site
}

func seenBy(r centre.Reach) seen {
	s := seen{only: orNull(r.Only)}
	if r.All {
		if r.Only != "" {
			s.queues = idArray(r.Queues)
		}
		return s
	}
	const none = "00000000-0000-0000-0000-000000000000" // NULL would be everything
	s.queues, s.own, s.site = idArray(r.Queues), cmp.Or(string(r.Agent), none), cmp.Or(string(r.Site), none)
	return s
}

// noSite is the place of a customer of no site.
const noSite centre.SiteID = "00000000-0000-0000-0000-000000000000"

// placesOf is a reach over customers: the places where they are, or all.
func placesOf(r centre.Reach) (places []centre.SiteID, all bool) {
	switch {
	case r.Only != "" && (r.All || r.Only == r.Site):
		return []centre.SiteID{r.Only}, false
	case r.Only == "" && r.All:
		return nil, true
	case r.Only == "" && r.Site != "":
		return []centre.SiteID{r.Site, noSite}, false
	}
	return nil, false
}
