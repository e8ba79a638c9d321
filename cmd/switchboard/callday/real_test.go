package callday

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// real gives the path of a file of real input, or skips the test.
func real(t *testing.T, name ...string) string {
	t.Helper()
	dir := os.Getenv("SWITCHBOARD_DATA")
	if dir == "" {
		t.Skip("NOT PROVEN: SWITCHBOARD_DATA names no folder of real input")
	}
	return filepath.Join(append([]string{dir}, name...)...)
}

// What reference_stats.csv says of the file, counted by others' code.
func TestSevenMonthsAreReadAsTheyAre(t *testing.T) {
	t.Parallel()
	var rows, phantoms, queued, left int
	var waited time.Duration
	var everybody patience
	for c, err := range ReadFile(real(t, "anonymous-bank-1999", "calls_1999_jan-jul.csv.gz"), nil) {
		if err != nil {
			t.Fatal(err)
		}
		rows++
		if c.Outcome == Phantom {
			phantoms++
			continue
		}
		if !c.Queued || c.Odd() {
			continue
		}
		queued++
		waited += c.Waited
		if c.Outcome == HungUp {
			left++
		}
		everybody.note(c.Waited, c.Outcome == HungUp)
	}
	got := []int{rows, phantoms, queued, left}
	for i, want := range []int{252290, 2348, 158189, 40001} {
		if got[i] != want {
			t.Errorf("rows, phantoms, queued, hung up: %v; number %d should be %d", got, i+1, want)
		}
	}
	if mean := (waited / time.Duration(queued)).Round(time.Millisecond); mean != 96525*time.Millisecond {
		t.Errorf("mean wait %v, want 96.525s", mean)
	}
	if mean := everybody.mean().Round(100 * time.Millisecond); mean != 588900*time.Millisecond {
		t.Errorf("mean patience %v, want 588.9s", mean)
	}
}

func TestRealDays(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]struct{ calls, left int }{"1999-02-14": {1588, 187}, "1999-05-23": {3064, 1462}} {
		path := real(t, "anonymous-bank-1999", "day_"+date+".csv")
		calls, left := 0, 0
		for c, err := range ReadFile(path, nil) {
			if err != nil {
				t.Fatal(err)
			}
			calls++
			if c.Outcome == HungUp {
				left++
			}
		}
		if calls != want.calls || left != want.left {
			t.Errorf("%s: %d calls, %d hung up; want %d and %d", date, calls, left, want.calls, want.left)
		}
		d, err := ReadDay(ReadFile(path, nil), "", 1)
		if err != nil || d.Name != date || len(d.Callers) != len(d.Real.Served)+len(d.Real.Abandoned) {
			t.Errorf("%s: %s with %d callers, %v", date, d.Name, len(d.Callers), err)
		}
	}
}
