package ticket

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/routing"
)

var all = []State{New, Open, Pending, OnHold, Solved, Closed, Merged, Spam, Cancelled}

func TestMoves(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	allowed := map[State]string{
		New: "open pending on_hold solved spam cancelled", Open: "pending on_hold solved spam cancelled",
		Pending: "open on_hold solved spam cancelled", OnHold: "open pending solved spam cancelled", Solved: "open closed",
		Closed: "", Merged: "", Spam: "", Cancelled: "",
	}
	for _, from := range all {
		for _, to := range all {
			tk := Ticket{State: from, Category: "billing", Resolution: "refunded"}
			err := tk.move(to, now)
			want := from == to || slices.Contains(strings.Fields(allowed[from]), string(to))
			if (err == nil) != want || err != nil && !centre.IsCode(err, "invalid_transition") {
				t.Errorf("%s to %s: %v, want allowed %v", from, to, err, want)
			}
		}
	}
}

func TestSolvingNeedsCategoryAndResolution(t *testing.T) {
	t.Parallel()
	tk := Ticket{State: Open}
	err := tk.move(Solved, time.Now())
	var f *centre.Fault
	if !errors.As(err, &f) || len(f.Fields) != 2 {
		t.Errorf("got %v, want both fields named", err)
	}
	if tk.State != Open || tk.SolvedAt != nil {
		t.Errorf("it was solved all the same: %+v", tk)
	}
}

// TestClocks is the worked scenario S8.
func TestClocks(t *testing.T) {
	t.Parallel()
	ny, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", text, ny)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	office := calendar.Calendar{Zone: "America/New_York", Holidays: "us"}
	for day := 1; day <= 5; day++ {
		office.Weekly = append(office.Weekly, calendar.Weekly{Day: day, Hours: calendar.Hours{From: 9 * 60, To: 17 * 60}})
	}
	change := func(tk *Ticket, when string, edit func(*Ticket)) {
		was := *tk
		edit(tk)
		tk.reckon(was, office, office, at(when))
	}
	check := func(t *testing.T, what string, got *time.Time, want string) {
		t.Helper()
		if want == "" && got != nil || want != "" && (got == nil || !got.Equal(at(want))) {
			t.Errorf("%s: %v, want %q", what, got, want)
		}
	}
	fresh := func(priority int) *Ticket {
		tk := &Ticket{State: New, Priority: priority, Queue: routing.Named{ID: "q"}, CreatedAt: at("2026-11-20 16:00")}
		tk.start(office)
		return tk
	}

	t.Run("a pause moves the resolution, not the first reply", func(t *testing.T) {
		t.Parallel()
		tk := fresh(3)
		check(t, "first reply", tk.FirstReplyDueAt, "2026-11-23 12:00")
		check(t, "resolution", tk.ResolveDueAt, "2026-11-25 16:00")
		change(tk, "2026-11-20 16:30", func(tk *Ticket) { tk.State = Pending })
		check(t, "first reply while pending", tk.FirstReplyDueAt, "2026-11-23 12:00")
		check(t, "resolution while pending", tk.ResolveDueAt, "")
		change(tk, "2026-11-23 10:00", func(tk *Ticket) { tk.State = Open })
		check(t, "first reply after it", tk.FirstReplyDueAt, "2026-11-23 12:00")
		check(t, "resolution after it", tk.ResolveDueAt, "2026-11-27 09:30")
	})

	t.Run("the first priority counts round the clock", func(t *testing.T) {
		t.Parallel()
		tk := fresh(1)
		check(t, "first reply", tk.FirstReplyDueAt, "2026-11-20 16:15")
		check(t, "resolution", tk.ResolveDueAt, "2026-11-20 20:00")
	})

	t.Run("another priority keeps what was used", func(t *testing.T) {
		t.Parallel()
		tk := fresh(3)
		change(tk, "2026-11-23 10:00", func(tk *Ticket) { tk.Priority = 2 }) // 2 of 8 hours are used
		check(t, "first reply", tk.FirstReplyDueAt, "2026-11-20 17:00")
		check(t, "resolution", tk.ResolveDueAt, "2026-11-23 16:00")
	})

	t.Run("a reopened ticket goes on where it stopped", func(t *testing.T) {
		t.Parallel()
		tk := fresh(2)
		change(tk, "2026-11-20 17:00", func(tk *Ticket) { tk.State = Solved })
		change(tk, "2026-11-24 09:00", func(tk *Ticket) { tk.State = Open })
		check(t, "resolution", tk.ResolveDueAt, "2026-11-24 16:00")
	})

	t.Run("on hold the clock runs on", func(t *testing.T) {
		t.Parallel()
		tk := fresh(2)
		change(tk, "2026-11-20 16:30", func(tk *Ticket) { tk.State = OnHold })
		check(t, "resolution", tk.ResolveDueAt, "2026-11-23 16:00")
	})
}
