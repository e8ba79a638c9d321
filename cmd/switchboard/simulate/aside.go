package simulate

import (
	"context"
	"time"
)

// lay notes whether work at the desk is parked for a call.
func (a *agent) lay(it workItem) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case a.aside[it.ID] == it.Parked:
		return
	case it.Parked:
		a.aside[it.ID] = true
	default:
		delete(a.aside, it.ID)
	}
	a.shift()
}

// layOnly notes what is parked of all that is at the desk; what is not there is parked no more.
func (a *agent) layOnly(items []workItem) {
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.aside)
	for _, it := range items {
		if it.Parked {
			a.aside[it.ID] = true
		}
	}
	a.shift()
}

// shift has who labours look again.
func (a *agent) shift() {
	close(a.laid)
	a.laid = make(chan struct{})
}

// parked reports whether an item is parked, and gives what is closed when that may have changed.
func (a *agent) parked(item string) (bool, <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.aside[item], a.laid
}

// labour spends time on an item, which stands still while it is parked; an error is ctx's, which
// ended before.
func (a *agent) labour(ctx context.Context, item string, left time.Duration) error {
	for {
		aside, changed := a.parked(item)
		var done <-chan time.Time
		if !aside {
			done = time.After(left)
		}
		began := time.Now()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-done:
			return nil
		case <-changed:
		}
		if !aside {
			left -= time.Since(began)
		}
	}
}
