package sql

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
)

// Packages gives a site's service packages, in their order.
func (w *Work) Packages(ctx context.Context, site centre.SiteID) ([]routing.Package, error) {
	var rows doc[[]routing.Package]
	err := w.one(ctx, "packages", &rows, site)
	return rows.V, err
}

type packageTableRow struct {
	SiteID  centre.SiteID          `db:"site_id"`
	Rows    doc[[]routing.Package] `db:"rows"`
	Version int                    `db:"version"`
}

func (r packageTableRow) table() floor.Packages {
	return floor.Packages{SiteID: r.SiteID, Rows: r.Rows.V, Version: r.Version}
}

// PackageTable gives a site's service packages with their version.
func (w *Work) PackageTable(ctx context.Context, site centre.SiteID) (floor.Packages, error) {
	var r packageTableRow
	err := w.one(ctx, "package-table", &r, site)
	return r.table(), err
}

// LockPackageTable reads a site's service packages and holds them until the transaction ends.
func (w *Work) LockPackageTable(ctx context.Context, site centre.SiteID) (floor.Packages, error) {
	var r packageTableRow
	err := w.one(ctx, "lock-package-table", &r, site)
	return r.table(), err
}

// SavePackageTable keeps a site's service packages as changed, as the next version.
func (w *Work) SavePackageTable(ctx context.Context, p *floor.Packages) error {
	p.Version++
	_, err := w.exec(ctx, "save-package-table", p.SiteID, doc[[]routing.Package]{p.Rows}, p.Version)
	return err
}
