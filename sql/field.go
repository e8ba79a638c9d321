package sql

import (
	"context"

	"github.com/lib/pq"

	"switchboard/server/centre/field"
)

var _ field.Store = (*Work)(nil)

type fieldRow struct {
	field.Definition
	Choices pq.StringArray
}

func (r fieldRow) definition() field.Definition {
	r.Definition.Choices = append([]string{}, r.Choices...)
	return r.Definition
}

// Fields implements field.Reader.
func (w *Work) Fields(ctx context.Context, entity field.Entity) ([]field.Definition, error) {
	var rows []fieldRow
	if err := w.all(ctx, "fields", &rows, string(entity)); err != nil {
		return nil, err
	}
	defs := make([]field.Definition, len(rows))
	for i, r := range rows {
		defs[i] = r.definition()
	}
	return defs, nil
}

// LockField implements field.Store.
func (w *Work) LockField(ctx context.Context, id field.ID) (field.Definition, error) {
	var row fieldRow
	err := w.one(ctx, "lock-field", &row, string(id))
	return row.definition(), err
}

// AddField implements field.Store.
func (w *Work) AddField(ctx context.Context, d field.Definition) error {
	_, err := w.exec(ctx, "add-field", string(d.ID), string(d.Entity), d.Key, d.Label, string(d.Type), pq.Array(texts(d.Choices)), d.Position, d.OnOffer, d.Version)
	return err
}

// SaveField implements field.Store.
func (w *Work) SaveField(ctx context.Context, d field.Definition) error {
	return w.change(ctx, "save-field", string(d.ID), d.Label, pq.Array(texts(d.Choices)), d.Position, d.OnOffer, d.Version)
}

// RemoveField implements field.Store.
func (w *Work) RemoveField(ctx context.Context, id field.ID) error {
	return w.change(ctx, "remove-field", string(id))
}

// texts writes a nil slice as an empty array, where a column allows no NULL.
func texts(list []string) []string { return append([]string{}, list...) }
