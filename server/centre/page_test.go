package centre_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
)

func TestPages(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 8, 6, 59, 0, 123456000, time.UTC)
	rows := []centre.Key{{at, centre.NewID[string]()}, {at, centre.NewID[string]()}, {at.Add(-time.Hour), centre.NewID[string]()}}
	self := func(k centre.Key) centre.Key { return k }

	t.Run("the cursor leads to the row after the last one shown", func(t *testing.T) {
		t.Parallel()
		list := centre.ListOf(rows, 2, self)
		if len(list.Items) != 2 || list.NextCursor == nil {
			t.Fatalf("got %+v", list)
		}
		key, err := centre.Page{Cursor: *list.NextCursor}.After()
		if err != nil || !key.At.Equal(rows[1].At) || key.ID != rows[1].ID {
			t.Errorf("next page begins after %+v, %v", key, err)
		}
	})

	t.Run("the last page has no cursor and an empty list is a list", func(t *testing.T) {
		t.Parallel()
		if list := centre.ListOf(rows, 3, self); list.NextCursor != nil {
			t.Errorf("got %+v", list)
		}
		if list := centre.ListOf([]centre.Key(nil), 3, self); list.Items == nil {
			t.Error("an empty page would be null in JSON")
		}
	})

	t.Run("a foreign cursor is refused", func(t *testing.T) {
		t.Parallel()
		if _, err := (centre.Page{Cursor: "bm90IG9uZQ"}).After(); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("got %v", err)
		}
	})

	t.Run("a list by number goes on below the last one shown", func(t *testing.T) {
		t.Parallel()
		list := centre.ListByNumber([]int64{9, 7, 4}, 2, func(n int64) int64 { return n })
		if len(list.Items) != 2 || list.NextCursor == nil {
			t.Fatalf("got %+v", list)
		}
		if before, err := (centre.Page{Cursor: *list.NextCursor}).BeforeNumber(); err != nil || before != 7 {
			t.Errorf("next page begins below %d, %v", before, err)
		}
		if _, err := (centre.Page{Cursor: "bm90IG9uZQ"}).BeforeNumber(); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("a foreign cursor: %v", err)
		}
	})

	t.Run("a ranked list goes on behind the rows shown, and not for ever", func(t *testing.T) {
		t.Parallel()
		rows := []string{"best", "good", "fair"}
		next := centre.NextRanked(len(rows), 0, 2)
		if page := centre.Ranked(rows, 0, 2); len(page) != 2 || next == nil {
			t.Fatalf("got %v, next %v", page, next)
		}
		seen, err := centre.Page{Cursor: *next}.Seen()
		if page := centre.Ranked(rows, seen, 2); err != nil || len(page) != 1 || page[0] != "fair" {
			t.Errorf("the next page is %v, %v", page, err)
		}
		if centre.NextRanked(201, 100, 100) != nil {
			t.Error("a ranked list has no end")
		}
		if _, err := (centre.Page{Cursor: "bm90IG9uZQ"}).Seen(); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("a foreign cursor: %v", err)
		}
	})

	t.Run("a list by name goes on after the last name shown", func(t *testing.T) {
		t.Parallel()
		id := centre.NewID[string]()
		rows := []centre.Named{{"Anna Maria", id}, {"Berta", centre.NewID[string]()}}
		list := centre.ListByName(rows, 1, func(n centre.Named) centre.Named { return n })
		if list.NextCursor == nil {
			t.Fatalf("got %+v", list)
		}
		if after, err := (centre.Page{Cursor: *list.NextCursor}).AfterName(); err != nil || after != rows[0] {
			t.Errorf("next page begins after %+v, %v", after, err)
		}
		if _, err := (centre.Page{Cursor: "bm90IG9uZQ"}).AfterName(); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("a foreign cursor: %v", err)
		}
	})
}
