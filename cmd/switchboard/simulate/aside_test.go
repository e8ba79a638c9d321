package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// hears has an agent hear of an item's state after so many seconds.
func hears(t *testing.T, a *agent, after float64, item string, parked bool) {
	t.Helper()
	time.AfterFunc(time.Duration(after*float64(time.Second)), func() {
		var f frame
		f.Subject.Kind = "item"
		f.State, _ = json.Marshal(map[string]any{"id": item, "state": "active", "channel": "ticket", "parked": parked})
		a.hear(t.Context(), f)
	})
}

func TestParkedWorkStandsStill(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		at   func(*testing.T, *agent)
		want time.Duration
	}{
		"nothing happens": {func(*testing.T, *agent) {}, 100 * time.Second},
		"for a call of a minute": {func(t *testing.T, a *agent) {
			t.Helper()
			hears(t, a, 40, "ticket", true)
			hears(t, a, 100, "ticket", false)
		}, 160 * time.Second},
		"for two calls, told of the first twice": {func(t *testing.T, a *agent) {
			t.Helper()
			hears(t, a, 10, "ticket", true)
			hears(t, a, 15, "ticket", true)
			hears(t, a, 20, "ticket", false)
			hears(t, a, 30, "ticket", true)
			hears(t, a, 60, "ticket", false)
		}, 140 * time.Second},
		"while other work is parked": {func(t *testing.T, a *agent) {
			t.Helper()
			hears(t, a, 40, "another", true)
			hears(t, a, 70, "another", false)
		}, 100 * time.Second},
		"told so before it was begun": {func(t *testing.T, a *agent) {
			t.Helper()
			a.lay(workItem{ID: "ticket", Parked: true})
			hears(t, a, 25, "ticket", false)
		}, 125 * time.Second},
		"until a picture of the desk shows it at work": {func(t *testing.T, a *agent) {
			t.Helper()
			hears(t, a, 10, "ticket", true)
			time.AfterFunc(50*time.Second, func() { a.layOnly([]workItem{{ID: "ticket"}, {ID: "another", Parked: true}}) })
		}, 140 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newAgent(nil, nil, Credentials{}, nil)
				c.at(t, a)
				began := time.Now()
				if err := a.labour(t.Context(), "ticket", 100*time.Second); err != nil || time.Since(began) != c.want {
					t.Errorf("100 s of work took %v, want %v: %v", time.Since(began), c.want, err)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		a := newAgent(nil, nil, Credentials{}, nil)
		a.lay(workItem{ID: "ticket", Parked: true})
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := a.labour(ctx, "ticket", time.Second); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who goes home leaves what is parked: %v", err)
		}
	})
}
