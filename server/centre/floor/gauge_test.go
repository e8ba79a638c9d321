package floor

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// seen is a look at a queue, as a test remembers it.
type seen struct {
	at         time.Time
	over, calm bool // above the limit; below nine tenths of it
	on         bool // a surge, before the look
}

// TestSurgesByThemselves lets waits rise and fall, surges run out and people end them and begin
// their own, and holds what begins and ends by itself against the rule, told from all that was seen.
func TestSurgesByThemselves(t *testing.T) {
	t.Parallel()
	const target, usual = 20 * time.Second, 30 * time.Second
	const limit = 3 * usual
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		g := Gauge{Target: target}
		var past []seen
		var began time.Time // the surge that is on
		var calmAtEnd bool  // the last one was ended by the rule
		var cutShort bool   // somebody ended it while the wait was too long
		var wait time.Duration
		// since tells whether all looks of the last so long were so, and there were any that long ago.
		since := func(d time.Duration, such func(seen) bool) bool {
			for i := len(past) - 1; i >= 0; i-- {
				if !such(past[i]) {
					return false
				}
				if now.Sub(past[i].at) >= d {
					return true
				}
			}
			return false
		}
		for range rapid.IntRange(1, 400).Draw(t, "looks") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{5, 5, 30, 60}).Draw(t, "seconds later")) * time.Second)
			switch rapid.IntRange(0, 60).Draw(t, "somebody") {
			case 0: // ends it
				if g.On {
					cutShort = false
					for _, s := range past {
						cutShort = s.over || cutShort && !s.calm
					}
					g.On, g.Automatic, g.EndedAt, g.ByHand, calmAtEnd = false, false, now, true, false
				}
			case 1: // begins one
				g.On, g.Automatic, began = true, false, now
			}
			if g.On && !now.Before(began.Add(UsualSurge)) {
				g.On, g.Automatic, g.EndedAt, g.ByHand, calmAtEnd = false, false, now, false, false
			}
			if wait == 0 || rapid.IntRange(0, 9).Draw(t, "changes") == 0 {
				wait = time.Duration(rapid.SampledFrom([]int{60, 60, 85, 95, 120}).Draw(t, "expected")) * time.Second
			}
			past = append(past, seen{now, wait > limit, wait < limit*9/10, g.On})
			begins, ends := g.see(wait, usual, now)

			tooLong := since(OverFor, func(s seen) bool { return !s.calm }) && wait > limit
			switch {
			case begins && g.On:
				t.Fatal("a second one begins")
			case begins && !since(OverFor, func(s seen) bool { return !s.calm }):
				t.Fatal("one begins for less than two minutes of too long a wait")
			case begins && g.ByHand && cutShort && since(now.Sub(g.EndedAt), func(s seen) bool { return !s.calm }):
				t.Fatal("one begins that somebody ended, and the wait was never short since")
			case begins && calmAtEnd && now.Sub(g.EndedAt) < RestFor:
				t.Fatal("one begins right after the last")
			case ends && (!g.On || !g.Automatic):
				t.Fatal("what nobody began, or somebody did, ends by itself")
			case ends && !since(CalmFor, func(s seen) bool { return !s.over }):
				t.Fatal("one ends while the wait is too long")
			case !begins && !g.On && tooLong && since(OverFor, func(s seen) bool { return s.over && !s.on }) && g.EndedAt.IsZero():
				t.Fatal("none begins")
			case !ends && g.On && g.Automatic && since(CalmFor, func(s seen) bool { return s.calm && s.on }):
				t.Fatal("it does not end")
			}
			if begins {
				g.On, g.Automatic, began = true, true, now
			}
			if ends {
				g.On, g.Automatic, g.EndedAt, g.ByHand, calmAtEnd = false, false, now, false, true
			}
		}
	})
}

func TestWhatIsUsualIsNoLessThanTheTarget(t *testing.T) {
	t.Parallel()
	g := Gauge{Target: 20 * time.Second}
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	g.see(60*time.Second, 2*time.Second, now)
	if !g.OverAt.IsZero() {
		t.Error("three times the target is too long")
	}
	g.see(61*time.Second, 2*time.Second, now)
	if !g.OverAt.Equal(now) {
		t.Error("more is not")
	}
	g.lose()
	if g != (Gauge{Target: 20 * time.Second}) {
		t.Errorf("what nobody can tell counts on: %+v", g)
	}
}

func TestASurgeThatIsNeededGoesOn(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	ran := Gauge{Target: 20 * time.Second, OverAt: now.Add(-40 * time.Minute), EndedAt: now.Add(-5 * time.Second)}
	ended := ran
	ended.ByHand = true
	if begins, _ := ran.see(time.Hour, 0, now); !begins {
		t.Error("what ran out does not go on")
	}
	if begins, _ := ended.see(time.Hour, 0, now); begins {
		t.Error("what somebody ended comes back")
	}
	next := Gauge{Target: 20 * time.Second, OverAt: now.Add(-OverFor), EndedAt: now.Add(-OverFor - time.Minute)}
	if begins, _ := next.see(time.Hour, 0, now); begins {
		t.Error("another begins right after the last")
	}
	if begins, _ := next.see(time.Hour, 0, next.EndedAt.Add(RestFor)); !begins {
		t.Error("none begins after the last")
	}
}
