package sql

import (
	"context"
	stdsql "database/sql"
	"encoding/json"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

var (
	_ presence.Store = (*Work)(nil)
	_ presence.Nodes = (*Work)(nil)
	_ presence.Desks = (*Work)(nil)
)

// deskRow is a desk as the statements read it.
type deskRow struct {
	presence.Desk
	TeamID   stdsql.NullString   `db:"team_id"`
	TeamName stdsql.NullString   `db:"team_name"`
	Ringing  int                 `db:"ringing"`
	Active   int                 `db:"active"`
	WrapUp   int                 `db:"wrap_up"`
	Share    float64             `db:"busy"`
	BusyAt   time.Time           `db:"busy_at"`
	Channels doc[map[string]int] `db:"channels"`
}

func (r deskRow) desk() presence.Desk {
	d := r.Desk
	if r.TeamID.Valid {
		d.Team = &presence.Team{ID: centre.TeamID(r.TeamID.String), Name: r.TeamName.String}
	}
	d.Busy = presence.Busyness{Share: r.Share, At: r.BusyAt}
	d.Holds = presence.Holds{Ringing: r.Ringing, Active: r.Active, WrapUp: r.WrapUp}
	for _, c := range []routing.Channel{routing.Call, routing.Chat, routing.Ticket} {
		d.Slots = append(d.Slots, presence.Slot{Channel: string(c), Used: r.Channels.V[string(c)], Cap: routing.Caps[c]})
	}
	return d
}

// LockDesk reads an agent's desk and holds it until the transaction ends.
func (w *Work) LockDesk(ctx context.Context, id centre.AgentID) (presence.Desk, error) {
	desks, err := w.LockDesks(ctx, []centre.AgentID{id})
	if err == nil && len(desks) == 0 {
		err = centre.Faultf(centre.NotFound, "no such agent")
	}
	if err != nil {
		return presence.Desk{}, err
	}
	return desks[0], nil
}

// LockDesks reads desks and holds them, in the order of their ids.
func (w *Work) LockDesks(ctx context.Context, ids []centre.AgentID) ([]presence.Desk, error) {
	if _, err := w.exec(ctx, "lock-presence", pq.Array(ids)); err != nil {
		return nil, err
	}
	return w.Desks(ctx, ids)
}

// Desks gives the desks of the agents asked for, ordered by id.
func (w *Work) Desks(ctx context.Context, ids []centre.AgentID) ([]presence.Desk, error) {
	var rows []deskRow
	if err := w.all(ctx, "desks", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	desks := make([]presence.Desk, len(rows))
	for i, r := range rows {
		desks[i] = r.desk()
	}
	return desks, nil
}

// SaveDesk keeps the desk as changed and a row of the state log.
func (w *Work) SaveDesk(ctx context.Context, d *presence.Desk, now time.Time) error {
	return w.SaveDesks(ctx, now, d)
}

// SaveDesks keeps desks as changed and their rows of the state log, in one statement.
func (w *Work) SaveDesks(ctx context.Context, now time.Time, desks ...*presence.Desk) error {
	type row struct {
		*presence.Desk
		NodeID  any       `json:"node_id"`
		Yields  int       `json:"yields"`
		Missed  bool      `json:"missed"`
		RungAt  time.Time `json:"rung_at"`
		AsyncAt time.Time `json:"async_at"`
		Busy    float64   `json:"busy"`
		BusyAt  time.Time `json:"busy_at"`
	}
	rows, ids := make([]row, len(desks)), make([]centre.AgentID, len(desks))
	for i, d := range desks {
		d.Version++
		ids[i] = d.AgentID
		rows[i] = row{d, orNull(d.NodeID), d.Yields, d.Missed, d.RungAt, d.AsyncAt, d.Busy.Share, d.Busy.At}
	}
	body, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = w.exec(ctx, "save-desks", string(body), now, pq.Array(ids))
	return err
}

// BeatNode renews a node's lease.
func (w *Work) BeatNode(ctx context.Context, id centre.NodeID, now time.Time) error {
	_, err := w.exec(ctx, "beat-node", id, now)
	return err
}

// Orphans gives the connected agents whose node was not seen since before.
func (w *Work) Orphans(ctx context.Context, before time.Time) ([]presence.Orphan, error) {
	var orphans []presence.Orphan
	err := w.all(ctx, "orphaned-agents", &orphans, before)
	return orphans, err
}

// NotLinked gives those of the agents whose consoles are taken not to reach us.
func (w *Work) NotLinked(ctx context.Context, agents []centre.AgentID) ([]centre.AgentID, error) {
	var gone []centre.AgentID
	err := w.all(ctx, "unlinked-agents", &gone, pq.Array(agents))
	return gone, err
}

// DropNodes deletes nodes not seen since before that hold nobody.
func (w *Work) DropNodes(ctx context.Context, before time.Time) error {
	_, err := w.exec(ctx, "drop-nodes", before)
	return err
}
