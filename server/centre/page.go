package centre

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// Page asks for one page of a list by the position after which it starts.
type Page struct {
	Limit  int    // 1…200; 0 means 30
	Cursor string // what the page before gave; empty for the first
}

// Size is the number of rows asked for, within bounds.
func (p Page) Size() int {
	switch {
	case p.Limit <= 0:
		return 30
	case p.Limit > 200:
		return 200
	}
	return p.Limit
}

// List is one page of a list, and where the next begins; nil after the last.
type List[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor"`
}

// Key is a row's place in a list that runs from the newest to the oldest, rows
// of one instant by falling id.
type Key struct {
	At time.Time
	ID string
}

// last stands before every row.
var last = Key{At: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), ID: "ffffffff-ffff-ffff-ffff-ffffffffffff"}

// After is the place after which the page begins; a cursor that nobody gave out
// is Invalid.
func (p Page) After() (Key, error) {
	if p.Cursor == "" {
		return last, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err == nil {
		at, id, _ := strings.Cut(string(text), " ")
		k := Key{ID: id}
		if k.At, err = time.Parse(time.RFC3339Nano, at); err == nil && uuid.Validate(id) == nil {
			return k, nil
		}
	}
	return Key{}, Field("cursor", "is none of ours")
}

// ListOf makes a page of up to size rows out of rows, of which the store reads
// one more than asked for, to know whether there is a next page.
func ListOf[T any](rows []T, size int, key func(T) Key) List[T] {
	if len(rows) <= size {
		return List[T]{Items: append([]T{}, rows...)}
	}
	k := key(rows[size-1])
	cursor := base64.RawURLEncoding.EncodeToString([]byte(k.At.UTC().Format(time.RFC3339Nano) + " " + k.ID))
	return List[T]{Items: rows[:size], NextCursor: &cursor}
}

// Named is a row's place in a list that runs by name, rows of one name by id.
type Named struct {
	Name string
	ID   string
}

// AfterName is the place after which a page by name begins; the zero Named
// stands before every row.
func (p Page) AfterName() (Named, error) {
	if p.Cursor == "" {
		return Named{ID: uuid.Nil.String()}, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	id, name, ok := strings.Cut(string(text), " ")
	if err != nil || !ok || uuid.Validate(id) != nil || !utf8.ValidString(name) {
		return Named{}, Field("cursor", "is none of ours")
	}
	return Named{Name: name, ID: id}, nil
}

// ListByName is ListOf for rows that run by name.
func ListByName[T any](rows []T, size int, key func(T) Named) List[T] {
	if len(rows) <= size {
		return List[T]{Items: append([]T{}, rows...)}
	}
	k := key(rows[size-1])
	cursor := base64.RawURLEncoding.EncodeToString([]byte(k.ID + " " + k.Name))
	return List[T]{Items: rows[:size], NextCursor: &cursor}
}

// BeforeNumber is the number below which a page by falling number begins.
func (p Page) BeforeNumber() (int64, error) {
	if p.Cursor == "" {
		return math.MaxInt64, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	n, parseErr := strconv.ParseInt(string(text), 10, 64)
	if err != nil || parseErr != nil {
		return 0, Field("cursor", "is none of ours")
	}
	return n, nil
}

// ListByNumber is ListOf for rows that run by falling number.
func ListByNumber[T any](rows []T, size int, key func(T) int64) List[T] {
	if len(rows) <= size {
		return List[T]{Items: append([]T{}, rows...)}
	}
	cursor := base64.RawURLEncoding.EncodeToString(strconv.AppendInt(nil, key(rows[size-1]), 10))
	return List[T]{Items: rows[:size], NextCursor: &cursor}
}

// ListOfAll makes a page of a short list that is at hand as a whole. Its rows run by
// rising key, of which no two are alike.
func ListOfAll[T any](all []T, p Page, key func(T) string) (List[T], error) {
	after, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil {
		return List[T]{}, Field("cursor", "is none of ours")
	}
	from := 0
	for p.Cursor != "" && from < len(all) && key(all[from]) <= string(after) {
		from++
	}
	rows := all[from:]
	if len(rows) <= p.Size() {
		return List[T]{Items: append([]T{}, rows...)}, nil
	}
	rows = rows[:p.Size()]
	cursor := base64.RawURLEncoding.EncodeToString([]byte(key(rows[len(rows)-1])))
	return List[T]{Items: rows, NextCursor: &cursor}, nil
}

// deepest is how many rows of a ranked list can be had: who sees too many asks more
// precisely.
const deepest = 200

// Seen is how many rows of a ranked list the pages before gave. A rank is no key: a row
// whose rank changes meanwhile may be seen twice or not.
func (p Page) Seen() (int, error) {
	if p.Cursor == "" {
		return 0, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	n, parseErr := strconv.Atoi(string(text))
	if err != nil || parseErr != nil || n < 0 || n > deepest {
		return 0, Field("cursor", "is none of ours")
	}
	return n, nil
}

// Ranked is the page of a ranked list's first rows that begins after seen, of which the
// store reads one more than that and the page.
func Ranked[T any](rows []T, seen, size int) []T {
	rows = rows[min(seen, len(rows)):]
	return append([]T{}, rows[:min(size, len(rows))]...)
}

// NextRanked is the cursor after a page of a ranked list that has read rows of it; nil
// after the last.
func NextRanked(read, seen, size int) *string {
	if read <= seen+size || seen+size >= deepest {
		return nil
	}
	cursor := base64.RawURLEncoding.EncodeToString(strconv.AppendInt(nil, int64(seen+size), 10))
	return &cursor
}
