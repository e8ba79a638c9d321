package sql

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lib/pq"
)

// doc is a jsonb column that holds a T.
type doc[T any] struct{ V T }

// Value implements driver.Valuer.
func (d doc[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(d.V)
	return string(b), err
}

// Scan implements sql.Scanner; NULL is the zero T.
func (d *doc[T]) Scan(src any) error {
	switch b := src.(type) {
	case nil:
		return nil
	case []byte:
		return json.Unmarshal(b, &d.V)
	case string:
		return json.Unmarshal([]byte(b), &d.V)
	}
	return fmt.Errorf("cannot read %T as jsonb", src)
}

// orNull writes an empty text or id as NULL.
func orNull[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// anyOf writes a list to choose from; NULL, which leaves nothing out, when none is named.
func anyOf[T ~string](named []T) any {
	if len(named) == 0 {
		return nil
	}
	return pq.Array(named)
}

// eachOf writes a list to go through; all there are when none is named.
func eachOf[T ~string](named, all []T) any {
	if len(named) == 0 {
		named = all
	}
	return pq.Array(named)
}

// optional is nil for an empty id.
func optional[T ~string](s T) *T {
	if s == "" {
		return nil
	}
	return &s
}

// optionalTime is nil for the zero time.
func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// value is what p points to, or the zero value.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
