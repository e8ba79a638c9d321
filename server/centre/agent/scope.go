package agent

import (
	"context"

	"switchboard/server/centre"
)

// Scope says how far callers reach; the package says by what rule.
type Scope struct {
	read ScopeReader
}

// ScopeReader knows what belongs where.
type ScopeReader interface {
	// QueuesOf gives the queues of a site and those in which the person serves;
	// an empty site stands for all.
	QueuesOf(ctx context.Context, site centre.SiteID, id centre.AgentID) ([]centre.QueueID, error)
	// Reached counts those of the things of a kind that are in reach; what does
	// not exist is in nobody's.
	Reached(ctx context.Context, r centre.Reach, kind string, ids []string) (int, error)
}

// NewScope makes the service.
func NewScope(read ScopeReader) *Scope { return &Scope{read: read} }

// Reach gives how far the caller sees; for a list, narrowed to a site unless only is empty.
func (s *Scope) Reach(ctx context.Context, who Caller, only centre.SiteID) (centre.Reach, error) {
	r := centre.Reach{All: who.Everywhere(), Site: who.Site, Agent: who.ID, Only: only}
	if r.All && only == "" {
		return r, nil
	}
	if !r.All && (who.ID == "" || who.Site == "") {
		return centre.Reach{}, nil
	}
	home := who.Site
	if r.All {
		home = ""
	}
	var err error
	r.Queues, err = s.read.QueuesOf(ctx, home, who.ID)
	return r, err
}

// Admit refuses, as NotFound, unless the caller reaches all the things of a kind:
// "queue", "agent", "team", "disposition", "customer", "merge", "contact",
// "attachment", "ticket", "callback", "item" and "offer" by id, "call" by the name
// that the telephone system gave it, "queue name" by its name. A "site" that is not
// the caller's is Forbidden: it is known that it exists.
func (s *Scope) Admit(ctx context.Context, who Caller, kind string, ids ...string) error {
	if who.Everywhere() || len(ids) == 0 {
		return nil
	}
	if kind == "site" {
		return who.reachesAll(ids)
	}
	r, err := s.Reach(ctx, who, "")
	if err != nil {
		return err
	}
	if r.Agent == "" {
		return centre.Faultf(centre.NotFound, "no such %s", kind)
	}
	n, err := s.read.Reached(ctx, r, kind, ids)
	if err == nil && n < len(ids) {
		return centre.Faultf(centre.NotFound, "no such %s", kind)
	}
	return err
}

func (c Caller) reachesAll(sites []string) error {
	for _, site := range sites {
		if err := c.Reaches(centre.SiteID(site)); err != nil {
			return err
		}
	}
	return nil
}
