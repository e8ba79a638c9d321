package floor

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// maxPackages is how many rows a site's table of service packages may have.
const maxPackages = 100

// Packages is a site's table of service packages. The first row that fits what arrives at
// the site applies.
type Packages struct {
	SiteID  centre.SiteID     `json:"site_id"`
	Rows    []routing.Package `json:"rows"`
	Version int               `json:"version" doc:"0: none were ever saved"`
}

// PackageStore keeps service packages.
type PackageStore interface {
	LockPackageTable(ctx context.Context, site centre.SiteID) (Packages, error)
	SavePackageTable(ctx context.Context, p *Packages) error
}

// PackageReader reads service packages, and the company's own fields.
type PackageReader interface {
	field.Reader
	PackageTable(ctx context.Context, site centre.SiteID) (Packages, error)
}

// Packages gives a site's service packages.
func (s *Service) Packages(ctx context.Context, site centre.SiteID) (Packages, error) {
	return s.read.PackageTable(ctx, site)
}

// SavePackages changes the service packages of a site that the caller reaches, all at once.
func (s *Service) SavePackages(ctx context.Context, by agent.Caller, site centre.SiteID, version int, rows []routing.Package) (Packages, error) {
	var p Packages
	if err := by.Reaches(site); err != nil {
		return p, err
	}
	err := s.tx.Do(ctx, func(w Store) (err error) {
		if p, err = w.LockPackageTable(ctx, site); err != nil {
			return err
		}
		if p.Version != version {
			return stale("table", p)
		}
		if err := checkPackages(ctx, w, rows); err != nil {
			return err
		}
		p.Rows = rows
		if err := w.SavePackageTable(ctx, &p); err != nil {
			return err
		}
		e := event("site", string(site), "packages_changed", by, s.clock())
		e.Data = centre.Data{"version": p.Version, "rows": len(rows)}
		return w.Append(ctx, e)
	})
	return p, err
}

// Tried is what somebody would get who came now.
type Tried struct {
	Row  int    `json:"row" doc:"from 0; -1: no package is due"`
	Name string `json:"name"`
	Text string `json:"text"`
}

// TryPackages says which of the rows would be due to somebody, whether they are saved or not; a
// queue that there is not is wrong here as well.
func (s *Service) TryPackages(ctx context.Context, rows []routing.Package, c routing.Comer) (Tried, error) {
	var wrong faults
	for i, p := range rows {
		if err := wrong.target(ctx, s.read, fmt.Sprintf("rows[%d]", i), p.QueueID); err != nil {
			return Tried{}, err
		}
	}
	if err := wrong.Err("service packages"); err != nil {
		return Tried{}, err
	}
	defs, err := s.read.Fields(ctx, "")
	if err != nil {
		return Tried{}, err
	}
	row, applied := routing.Due(rows, c, defs)
	if row < 0 {
		return Tried{Row: row, Text: "No package is due: it waits where it arrives"}, nil
	}
	return Tried{Row: row, Name: applied.Package, Text: applied.Text()}, nil
}

// checkPackages names all that is wrong about rows.
func checkPackages(ctx context.Context, w RuleStore, rows []routing.Package) error {
	defs, err := w.Fields(ctx, "")
	if err != nil {
		return err
	}
	var f faults
	f.Unless(len(rows) <= maxPackages, "rows", "must be 100 at most")
	for i := range rows {
		p, at := &rows[i], fmt.Sprintf("rows[%d]", i)
		p.Name = strings.TrimSpace(p.Name)
		n := utf8.RuneCountInString(p.Name)
		f.Unless(n >= 1 && n <= 80, at+".name", "must be 1 to 80 characters")
		f.Unless(!slices.ContainsFunc(p.Tiers, func(t string) bool { return t != "A" && t != "B" && t != "C" }), at+".tiers", "must be of A, B and C")
		f.Unless(!slices.ContainsFunc(p.Channels, func(c routing.Channel) bool { return routing.Weights[c] == 0 }), at+".channels", "names no channel")
		if p.Key != "" {
			f.Unless(len(p.Values) >= 1 && len(p.Values) <= 50, at+".values", "must be 1 to 50")
			f.condition(at, routing.FieldRule{Entity: p.Entity, Key: p.Key, Values: p.Values}, defs)
		}
		if p.Priority != 0 {
			f.Between(at+".priority", p.Priority, 1, 9)
		}
		if p.TargetS != 0 {
			f.Between(at+".target_s", p.TargetS, 1, 7*24*3600)
		}
		f.Unless(p.Prefer == "" || routing.Weights[p.Prefer] != 0, at+".prefer", "names no channel")
		f.Unless(p.QueueID != "" || p.Priority != 0 || p.TargetS != 0 || p.Prefer != "", at, "must give a queue, a priority, a target or a channel")
		if err := f.target(ctx, w, at, p.QueueID); err != nil {
			return err
		}
		if before := routing.Shadowed(rows, i); before >= 0 {
			f.Unless(false, at, fmt.Sprintf("is never reached: row %d gets all of its work", before+1))
		}
	}
	return f.Err("service packages")
}

// target names the queue of a row that there is not.
func (f *faults) target(ctx context.Context, r interface {
	Queue(ctx context.Context, id centre.QueueID) (Queue, error)
}, at string, id centre.QueueID) error {
	if id == "" {
		return nil
	}
	look := func() error { _, err := r.Queue(ctx, id); return err }
	return f.sought(string(id), at+".queue_id", "no such queue", look)
}
