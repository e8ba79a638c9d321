package live

import (
	"context"
	"time"
)

// paced is work that is done whenever something changed, and now and then at all; the
// dearer it was, the longer it rests.
type paced struct {
	whenever <-chan struct{}
	atAll    time.Duration // at least this often
	least    time.Duration // the shortest rest
	share    int           // what took t rests for share × t
}

// run does the work until ctx ends.
func (p paced) run(ctx context.Context, work func(context.Context)) error {
	for {
		quiet := time.NewTimer(p.atAll)
		select {
		case <-ctx.Done():
			quiet.Stop()
			return nil
		case <-p.whenever:
		case <-quiet.C:
		}
		quiet.Stop()
		began := time.Now()
		work(ctx)
		if !pause(ctx, max(p.least, time.Duration(p.share)*time.Since(began))) {
			return nil
		}
	}
}

// pause waits for d and reports whether ctx still lives.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
