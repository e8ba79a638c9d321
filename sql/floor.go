package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
)

var (
	_ floor.Store  = (*Work)(nil)
	_ floor.Reader = (*Work)(nil)
)

type queueRow struct {
	ID         centre.QueueID      `db:"id"`
	SiteID     centre.SiteID       `db:"site_id"`
	CalendarID *centre.CalendarID  `db:"calendar_id"`
	Name       string              `db:"name"`
	Priority   int                 `db:"priority"`
	TargetS    int                 `db:"target_s"`
	OfferS     int                 `db:"offer_s"`
	WrapMode   routing.WrapMode    `db:"wrap_mode"`
	WrapS      int                 `db:"wrap_s"`
	WrapMaxS   int                 `db:"wrap_max_s"`
	Required   doc[[]routing.Need] `db:"required"`
	Rings      doc[[]routing.Ring] `db:"rings"`
	Choice     routing.Choice      `db:"choice"`
	Public     bool                `db:"public"`
	Version    int                 `db:"version"`
	Members    pq.StringArray      `db:"members"`

	WhenClosed routing.WhenClosed       `db:"when_closed"`
	FieldRules doc[[]routing.FieldRule] `db:"field_rules"`
	Overflow   doc[[]routing.Overflow]  `db:"overflow"`

	Bias           int    `db:"bias"`
	Reserve        int    `db:"reserve"`
	StickyS        *int   `db:"sticky_s"`
	Interruptible  bool   `db:"interruptible"`
	SurgeText      string `db:"surge_text"`
	SurgeAuto      bool   `db:"surge_auto"`
	CallbackAfterS int    `db:"callback_after_s"`
	BackAfterS     int    `db:"back_after_s"`
	DeclinesAnHour int    `db:"declines_an_hour"`

	SilenceWarnS  int `db:"silence_warn_s"`
	SilenceCloseS int `db:"silence_close_s"`
}

func (r queueRow) queue() floor.Queue {
	return floor.Queue{
		ID: r.ID, SiteID: r.SiteID, CalendarID: r.CalendarID, Name: r.Name, Priority: r.Priority, TargetS: r.TargetS, OfferS: r.OfferS,
		WrapMode: r.WrapMode, WrapS: r.WrapS, WrapMaxS: r.WrapMaxS, Required: r.Required.V, Rings: r.Rings.V, Choice: r.Choice, FieldRules: r.FieldRules.V, Public: r.Public, Version: r.Version,
		WhenClosed: r.WhenClosed, Overflow: r.Overflow.V, SurgeText: r.SurgeText, SurgeAuto: r.SurgeAuto, Bias: r.Bias, Reserve: r.Reserve, StickyS: r.StickyS, Interruptible: r.Interruptible, CallbackAfterS: r.CallbackAfterS, BackAfterS: r.BackAfterS, DeclinesAnHour: r.DeclinesAnHour, SilenceWarnS: r.SilenceWarnS, SilenceCloseS: r.SilenceCloseS,
		Members: each(r.Members, func(id string) centre.AgentID { return centre.AgentID(id) }),
	}
}

// Queue gives one queue.
func (w *Work) Queue(ctx context.Context, id centre.QueueID) (floor.Queue, error) {
	var r queueRow
	err := w.one(ctx, "queue", &r, id)
	return r.queue(), err
}

// LockQueue reads a queue and holds it until the transaction ends.
func (w *Work) LockQueue(ctx context.Context, id centre.QueueID) (floor.Queue, error) {
	var r queueRow
	err := w.one(ctx, "lock-queue", &r, id)
	return r.queue(), err
}

// QueuesByName gives queues in reach after a place in the order of names.
func (w *Work) QueuesByName(ctx context.Context, r centre.Reach, after centre.Named, limit int) ([]floor.Queue, error) {
	by := seenBy(r)
	var rows []queueRow
	err := w.all(ctx, "queues-by-name", &rows, after.Name, after.ID, limit, by.queues, by.only)
	return each(rows, queueRow.queue), err
}

// AddQueue keeps a new queue and its members.
func (w *Work) AddQueue(ctx context.Context, q *floor.Queue, now time.Time) error {
	if _, err := w.exec(ctx, "add-queue", q.ID, q.SiteID, q.CalendarID, q.Name, q.Priority, q.TargetS, q.OfferS,
		q.WrapMode, q.WrapS, q.WrapMaxS, doc[[]routing.Need]{q.Required}, doc[[]routing.Ring]{q.Rings}, q.Public, q.Version, doc[[]routing.FieldRule]{q.FieldRules}, q.Choice, q.SilenceWarnS, q.SilenceCloseS, q.WhenClosed, doc[[]routing.Overflow]{q.Overflow}, q.BackAfterS, q.DeclinesAnHour, q.Bias, q.Reserve, q.CallbackAfterS, q.StickyS, q.Interruptible, q.SurgeText, q.SurgeAuto, now); err != nil {
		return err
	}
	return w.saveMembers(ctx, q)
}

// SaveQueue keeps a queue and its members as changed, as the next version.
func (w *Work) SaveQueue(ctx context.Context, q *floor.Queue) error {
	q.Version++
	if err := w.change(ctx, "save-queue", q.ID, q.CalendarID, q.Name, q.Priority, q.TargetS, q.OfferS,
		q.WrapMode, q.WrapS, q.WrapMaxS, doc[[]routing.Need]{q.Required}, doc[[]routing.Ring]{q.Rings}, q.Public, q.Version, doc[[]routing.FieldRule]{q.FieldRules}, q.Choice, q.SilenceWarnS, q.SilenceCloseS, q.WhenClosed, doc[[]routing.Overflow]{q.Overflow}, q.BackAfterS, q.DeclinesAnHour, q.Bias, q.Reserve, q.CallbackAfterS, q.StickyS, q.Interruptible, q.SurgeText, q.SurgeAuto); err != nil {
		return err
	}
	return w.saveMembers(ctx, q)
}

// Existing gives those of the agents that there are.
func (w *Work) Existing(ctx context.Context, ids []centre.AgentID) ([]centre.AgentID, error) {
	var all []centre.AgentID
	err := w.all(ctx, "existing-agents", &all, pq.Array(ids))
	return all, err
}

// OverflowWays gives where every queue overflows to, for who is about to change one of them
// and does so alone from now on.
func (w *Work) OverflowWays(ctx context.Context) ([]floor.Way, error) {
	if _, err := w.exec(ctx, "lock-overflow"); err != nil {
		return nil, err
	}
	var rows []struct {
		QueueID centre.QueueID `db:"queue_id"`
		Name    string         `db:"name"`
		Targets pq.StringArray `db:"targets"`
	}
	err := w.all(ctx, "overflow-ways", &rows)
	ways := make([]floor.Way, len(rows))
	for i, r := range rows {
		ways[i] = floor.Way{QueueID: r.QueueID, Name: r.Name, To: each(r.Targets, func(id string) centre.QueueID { return centre.QueueID(id) })}
	}
	return ways, err
}

func (w *Work) saveMembers(ctx context.Context, q *floor.Queue) error {
	if _, err := w.exec(ctx, "drop-members", q.ID, pq.Array(q.Members)); err != nil {
		return err
	}
	_, err := w.exec(ctx, "add-members", q.ID, pq.Array(q.Members))
	return err
}

type calendarRow struct {
	ID         centre.CalendarID         `db:"id"`
	Name       string                    `db:"name"`
	Zone       string                    `db:"zone"`
	Weekly     doc[[]calendar.Weekly]    `db:"weekly"`
	Holidays   string                    `db:"holidays"`
	Exceptions doc[[]calendar.Exception] `db:"exceptions"`
	Version    int                       `db:"version"`
}

func (r calendarRow) calendar() calendar.Calendar {
	return calendar.Calendar{ID: r.ID, Name: r.Name, Zone: r.Zone, Weekly: r.Weekly.V, Holidays: r.Holidays, Exceptions: r.Exceptions.V, Version: r.Version}
}

// Calendar gives one calendar.
func (w *Work) Calendar(ctx context.Context, id centre.CalendarID) (calendar.Calendar, error) {
	var r calendarRow
	err := w.one(ctx, "calendar", &r, id)
	return r.calendar(), err
}

// LockCalendar reads a calendar and holds it until the transaction ends.
func (w *Work) LockCalendar(ctx context.Context, id centre.CalendarID) (calendar.Calendar, error) {
	var r calendarRow
	err := w.one(ctx, "lock-calendar", &r, id)
	return r.calendar(), err
}

// Calendars gives the calendars asked for, in no order.
func (w *Work) Calendars(ctx context.Context, ids []centre.CalendarID) ([]calendar.Calendar, error) {
	var rows []calendarRow
	err := w.all(ctx, "calendars", &rows, pq.Array(ids))
	return each(rows, calendarRow.calendar), err
}

// CalendarsByName gives calendars after a place in the order of names.
func (w *Work) CalendarsByName(ctx context.Context, after centre.Named, limit int) ([]calendar.Calendar, error) {
	var rows []calendarRow
	err := w.all(ctx, "calendars-by-name", &rows, after.Name, after.ID, limit)
	return each(rows, calendarRow.calendar), err
}

// AddCalendar keeps new opening hours.
func (w *Work) AddCalendar(ctx context.Context, c *calendar.Calendar) error {
	_, err := w.exec(ctx, "add-calendar", c.ID, c.Name, c.Zone, doc[[]calendar.Weekly]{c.Weekly}, c.Holidays, doc[[]calendar.Exception]{c.Exceptions}, c.Version)
	return err
}

// SaveCalendar keeps opening hours as changed, as the next version.
func (w *Work) SaveCalendar(ctx context.Context, c *calendar.Calendar) error {
	c.Version++
	return w.change(ctx, "save-calendar", c.ID, c.Name, c.Zone, doc[[]calendar.Weekly]{c.Weekly}, c.Holidays, doc[[]calendar.Exception]{c.Exceptions}, c.Version)
}

type dispositionRow struct {
	ID       centre.DispositionID `db:"id"`
	QueueID  *centre.QueueID      `db:"queue_id"`
	Code     string               `db:"code"`
	Label    string               `db:"label"`
	Position int                  `db:"position"`
	Active   bool                 `db:"active"`
	Version  int                  `db:"version"`
}

func (r dispositionRow) disposition() floor.Disposition { return floor.Disposition(r) }

// Disposition gives one disposition.
func (w *Work) Disposition(ctx context.Context, id centre.DispositionID) (floor.Disposition, error) {
	var r dispositionRow
	err := w.one(ctx, "disposition", &r, id)
	return r.disposition(), err
}

// LockDisposition reads a disposition and holds it until the transaction ends.
func (w *Work) LockDisposition(ctx context.Context, id centre.DispositionID) (floor.Disposition, error) {
	var r dispositionRow
	err := w.one(ctx, "lock-disposition", &r, id)
	return r.disposition(), err
}

// DispositionsByCode gives the dispositions in reach of a queue, or all, after a
// place in the order of codes.
func (w *Work) DispositionsByCode(ctx context.Context, r centre.Reach, of centre.QueueID, after centre.Named, limit int) ([]floor.Disposition, error) {
	var rows []dispositionRow
	err := w.all(ctx, "dispositions-by-code", &rows, orNull(of), after.Name, after.ID, limit, seenBy(r).queues)
	return each(rows, dispositionRow.disposition), err
}

// AddDisposition keeps a new disposition.
func (w *Work) AddDisposition(ctx context.Context, x *floor.Disposition) error {
	_, err := w.exec(ctx, "add-disposition", x.ID, x.QueueID, x.Code, x.Label, x.Position, x.Active, x.Version)
	return err
}

// SaveDisposition keeps a disposition as changed, as the next version.
func (w *Work) SaveDisposition(ctx context.Context, x *floor.Disposition) error {
	x.Version++
	return w.change(ctx, "save-disposition", x.ID, x.Label, x.Position, x.Active, x.Version)
}
