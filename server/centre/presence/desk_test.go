package presence

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/server/centre"
)

var opening = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func minute(n int) time.Time { return opening.Add(time.Duration(n) * time.Minute) }

// ready is the desk of somebody available, connected and idle since minute 0.
func ready() Desk {
	return Desk{Status: Available, Link: Connected, State: Ready, Capacity: 100, LastIdleAt: opening, StateSince: opening}
}

func TestStateIsSeenFromAllElse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		desk Desk
		want State
	}{
		"available and connected":                  {Desk{Status: Available, Link: Connected}, Ready},
		"an offer rings":                           {Desk{Status: Available, Link: Connected, Holds: Holds{Ringing: 1}}, Ringing},
		"work in hand, whatever rings beside it":   {Desk{Status: Available, Link: Connected, Holds: Holds{Ringing: 1, Active: 1}}, OnContact},
		"work in hand outweighs wrap-up":           {Desk{Status: Available, Link: Connected, Holds: Holds{Active: 1, WrapUp: 1}}, OnContact},
		"only wrap-up is left":                     {Desk{Status: Available, Link: Connected, Holds: Holds{WrapUp: 1}}, WrapUp},
		"at lunch":                                 {Desk{Status: Away, Reason: "lunch", Link: Connected}, SeenAway},
		"an offer was missed":                      {Desk{Status: Available, Link: Connected, Missed: true}, NotResponding},
		"signed off":                               {Desk{Status: Offline, Link: Connected}, SeenOffline},
		"silent for a moment is still there":       {Desk{Status: Available, Link: Grace}, Ready},
		"silent for good":                          {Desk{Status: Available, Link: Lost}, SeenOffline},
		"never connected":                          {Desk{Status: Available, Link: None}, SeenOffline},
		"a call lives on when its console is lost": {Desk{Status: Offline, Link: Lost, Holds: Holds{Active: 1}}, OnContact},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := c.desk.seen(); got != c.want {
				t.Errorf("seen as %s, want %s", got, c.want)
			}
		})
	}
}

func TestWhyAnAgentIsOfferedNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		desk Desk
		want Absence
	}{
		"available and connected":                   {Desk{Status: Available, Link: Connected}, ""},
		"signed off, the console still open":        {Desk{Status: Offline, Link: Connected}, SignedOut},
		"never connected":                           {Desk{Status: Offline, Link: None}, SignedOut},
		"available by the API, without a console":   {Desk{Status: Available, Link: None}, NotConnected},
		"away, without a console":                   {Desk{Status: Away, Link: None}, NotConnected},
		"silent for a moment":                       {Desk{Status: Available, Link: Grace}, Silent},
		"available again by the API, still cut off": {Desk{Status: Available, Link: Lost}, NotConnected},
		"cut off":          {lost(Available), NotConnected},
		"cut off at lunch": {lost(Away), NotConnected},
		"signed off, and then the console was closed": {lost(Offline), SignedOut},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := c.desk.Absent(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestDeclare(t *testing.T) {
	t.Parallel()

	t.Run("going away takes effect when the last work ends", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(33, minute(1))
		d.Take(minute(1))
		d.Ring(33, minute(2))
		d.Take(minute(2))
		if err := d.Declare(Away, "lunch", true, minute(3)); err != nil {
			t.Fatal(err)
		}
		if d.Status != Available || d.Routable() {
			t.Errorf("I12: status %s, routable %t; want still available but offered nothing", d.Status, d.Routable())
		}
		d.Wrap(minute(4))
		d.Put(33, true, minute(5))
		if d.Status != Available {
			t.Errorf("status %s while work is in hand", d.Status)
		}
		d.Put(33, false, minute(6))
		if d.Status != Away || d.Reason != "lunch" || d.NextStatus != "" || !d.StatusSince.Equal(minute(6)) {
			t.Errorf("after the last work: %s %q, next %q, since %s", d.Status, d.Reason, d.NextStatus, d.StatusSince)
		}
	})

	t.Run("with nothing in hand next is now", func(t *testing.T) {
		t.Parallel()
		d := ready()
		if err := d.Declare(Away, "break", true, minute(1)); err != nil || d.Status != Away {
			t.Errorf("%s, %v", d.Status, err)
		}
	})

	t.Run("being available again takes back the wish to leave", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(100, minute(1))
		d.Take(minute(1))
		_ = d.Declare(Away, "break", true, minute(2))
		_ = d.Declare(Available, "", false, minute(3))
		d.Put(100, false, minute(4))
		if d.Status != Available || !d.Routable() {
			t.Errorf("%s, routable %t", d.Status, d.Routable())
		}
	})

	t.Run("nobody leaves with work in hand", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(100, minute(1))
		d.Take(minute(1))
		if err := d.Declare(Offline, "", false, minute(2)); !centre.IsCode(err, "work_in_hand") {
			t.Errorf("got %v", err)
		}
	})

	t.Run("stepping away and back gains no place", func(t *testing.T) {
		t.Parallel()
		d := ready()
		_ = d.Declare(Away, "break", false, minute(10))
		_ = d.Declare(Available, "", false, minute(11))
		if !d.LastIdleAt.Equal(minute(11)) {
			t.Errorf("idle since %s, want since the return", d.LastIdleAt)
		}
	})

	t.Run("saying available twice changes nothing", func(t *testing.T) {
		t.Parallel()
		d := ready()
		_ = d.Declare(Available, "", false, minute(10))
		if !d.LastIdleAt.Equal(opening) {
			t.Errorf("idle since %s, want since the beginning", d.LastIdleAt)
		}
	})

	t.Run("who is away is available again after the work in hand, not before", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(33, minute(1))
		d.Take(minute(1))
		_ = d.Declare(Away, "break", false, minute(2))
		if err := d.Declare(Available, "", true, minute(3)); err != nil || d.Status != Away || d.NextStatus != Available || d.Routable() {
			t.Errorf("%v: %s, then %s, routable %t", err, d.Status, d.NextStatus, d.Routable())
		}
		d.Put(33, false, minute(4))
		if d.Status != Available || d.NextStatus != "" || !d.Routable() || !d.LastIdleAt.Equal(minute(4)) {
			t.Errorf("after it %s, then %q, routable %t, idle since %s", d.Status, d.NextStatus, d.Routable(), d.LastIdleAt)
		}
	})

	t.Run("who is available and stays so takes back what was next", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(33, minute(1))
		d.Take(minute(1))
		_ = d.Declare(Away, "break", true, minute(2))
		if err := d.Declare(Available, "", true, minute(3)); err != nil || d.NextStatus != "" || !d.Routable() {
			t.Errorf("%v: then %q, routable %t", err, d.NextStatus, d.Routable())
		}
	})

	t.Run("a reason is one of ours and a status is known", func(t *testing.T) {
		t.Parallel()
		d := ready()
		if err := d.Declare(Away, "fishing", false, minute(1)); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("fishing: %v", err)
		}
		if err := d.Declare("asleep", "", false, minute(1)); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("asleep: %v", err)
		}
	})
}

func TestOffersAtADesk(t *testing.T) {
	t.Parallel()

	t.Run("who missed an offer gets nothing until they say that they are there", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(100, minute(1))
		d.Miss(100, 0, minute(2))
		if d.State != NotResponding || d.Routable() || d.Load != 0 {
			t.Errorf("%s, routable %t, load %d", d.State, d.Routable(), d.Load)
		}
		_ = d.Declare(Available, "", false, minute(3))
		if !d.Routable() || !d.LastIdleAt.Equal(minute(3)) {
			t.Errorf("routable %t, idle since %s", d.Routable(), d.LastIdleAt)
		}
	})

	t.Run("declining costs the place among the idle", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(100, minute(1))
		d.Decline(100, minute(2))
		if !d.LastIdleAt.Equal(minute(2)) || !d.Routable() {
			t.Errorf("idle since %s, routable %t", d.LastIdleAt, d.Routable())
		}
	})

	t.Run("a customer who leaves while it rings costs the agent nothing", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(100, minute(1))
		d.Unring(100, minute(2))
		if !d.LastIdleAt.Equal(opening) || d.State != Ready {
			t.Errorf("idle since %s, %s", d.LastIdleAt, d.State)
		}
	})

	t.Run("a lost console ends the status, the next one too", func(t *testing.T) {
		t.Parallel()
		d := ready()
		d.Ring(100, minute(1))
		d.Take(minute(1))
		_ = d.Declare(Away, "lunch", true, minute(2))
		d.Fade(minute(3))
		d.Lose(minute(4))
		d.Connect("node", minute(5))
		if d.Status != Offline || d.NextStatus != "" || d.Routable() {
			t.Errorf("%s, next %q, routable %t", d.Status, d.NextStatus, d.Routable())
		}
	})
}

func TestADeskAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := ready()
		open := Holds{}
		now := opening
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now = now.Add(time.Second)
			was := d
			switch step := rapid.SampledFrom([]string{"ring", "take", "miss", "decline", "unring", "wrap", "end", "finish", "away", "next", "available"}).Draw(t, "step"); {
			case step == "ring" && d.Routable() && d.Load+20 <= d.Capacity:
				d.Ring(20, now)
				open.Ringing++
			case step == "take" && open.Ringing > 0:
				d.Take(now)
				open.Ringing, open.Active = open.Ringing-1, open.Active+1
			case step == "miss" && open.Ringing > 0:
				d.Miss(20, 0, now)
				open.Ringing--
			case step == "decline" && open.Ringing > 0:
				d.Decline(20, now)
				open.Ringing--
			case step == "unring" && open.Ringing > 0:
				d.Unring(20, now)
				open.Ringing--
			case step == "wrap" && open.Active > 0:
				d.Wrap(now)
				open.Active, open.WrapUp = open.Active-1, open.WrapUp+1
			case step == "end" && open.Active > 0:
				d.Put(20, false, now)
				open.Active--
			case step == "finish" && open.WrapUp > 0:
				d.Put(20, true, now)
				open.WrapUp--
			case step == "away", step == "next":
				_ = d.Declare(Away, "break", step == "next", now)
			case step == "available":
				_ = d.Declare(Available, "", false, now)
			}
			if d.Holds != open || d.Load != 20*(open.Ringing+open.Active+open.WrapUp) {
				t.Fatalf("holds %+v at load %d, want %+v", d.Holds, d.Load, open)
			}
			if d.State != d.seen() {
				t.Fatalf("state %s, seen %s", d.State, d.seen())
			}
			if (d.State != was.State) != d.StateSince.Equal(now) {
				t.Fatalf("from %s to %s, since %s at %s", was.State, d.State, d.StateSince, now)
			}
			if d.LastIdleAt.Before(was.LastIdleAt) {
				t.Fatalf("idle since %s, before since %s: a place was gained", d.LastIdleAt, was.LastIdleAt)
			}
			if d.NextStatus != "" && open == (Holds{}) {
				t.Fatal("a next status waits for nothing")
			}
		}
	})
}

// lost is the desk of who was that when the console fell silent for good.
func lost(was Status) Desk {
	d := Desk{Status: was, Link: Connected}
	d.Fade(minute(1))
	d.Lose(minute(2))
	return d
}
