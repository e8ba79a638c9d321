package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/queue"
	"switchboard/server/centre"
)

// atOnce decides whenever it is asked, by the function.
type atOnce func()

func (f atOnce) Round(context.Context, centre.SiteID) (int, error) { f(); return 0, nil }

func TestAFastClockStandsWhileTheHouseIsAtWork(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newFastClock(60)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go c.run(ctx)
		passes := func(what string, want time.Duration) {
			t.Helper()
			before := c.now()
			time.Sleep(time.Second)
			synctest.Wait()
			if got := c.now().Sub(before); (got - want).Abs() > time.Second {
				t.Errorf("%s: %v pass in a second, want %v", what, got, want)
			}
		}
		commit := c.work.committed(func([]centre.Event) {})

		passes("nothing is under way", time.Minute)
		answered := c.work.asking()
		passes("a request is not answered", 0)
		answered()
		do := c.work.doing(queue.Handlers{"x:do": func(context.Context, string) error { passes("a task is not done", 0); return nil }})
		if err := do["x:do"](ctx, ""); err != nil {
			t.Fatal(err)
		}
		commit([]centre.Event{{Kind: "item.queued"}})
		passes("nothing was decided yet", 0)
		decided := c.work.deciding(atOnce(func() { passes("somebody decides", 0) }))
		if _, err := decided.Round(ctx, ""); err != nil {
			t.Fatal(err)
		}
		passes("all is decided", time.Minute)
		decided = c.work.deciding(atOnce(func() {}))
		commit([]centre.Event{{Kind: "offer.made", Subject: centre.Subject{Kind: "offer", ID: "one"}}})
		_, _ = decided.Round(ctx, "")
		passes("nobody has seen the offer, for a second", 0)
		passes("somebody might have missed it", time.Minute)
		commit([]centre.Event{{Kind: "offer.made", Subject: centre.Subject{Kind: "offer", ID: "two"}}})
		_, _ = decided.Round(ctx, "")
		c.work.heard("two")
		passes("the offer is seen", time.Minute)
	})
}

func (f atOnce) Sweep(context.Context, centre.SiteID) (int, int, error) {
	f()
	return 0, 0, nil
}

func TestAFastClockDoesNotJump(t *testing.T) {
	t.Parallel()
	c := newFastClock(60)
	before := c.now()
	c.step(min(time.Minute, longestStep))
	if got := c.now().Sub(before); got != 600*time.Millisecond {
		t.Errorf("%v pass in the longest step", got)
	}
}
