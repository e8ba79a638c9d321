package simulate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"switchboard/cmd/switchboard/callday"
)

// CallOptions are what a simulated day of calls is made of.
type CallOptions struct {
	URL      string // of the server
	Day      callday.Day
	Queue    string                   // name of the queue that the calls wait in
	Token    string                   // of the telephone system that announces them
	Agents   []Credentials            // who answers
	Duties   []callday.Duty           // how many of them are there, from when
	Answer   time.Duration            // from an offer until its agent takes it
	Clock    func() time.Time         // the time where they all live
	Speed    float64                  // seconds of that clock, at most, in one of ours
	Asking   func() (answered func()) // called before each request; its result once that is answered
	Heard    func(offer string)       // called when a console shows an offer
	Progress func(done int)           // called after each call; may be nil
}

// exchange is a telephone system of our making, and who calls and answers there.
type exchange struct {
	opt      CallOptions
	api      *api
	midnight time.Time // of the day, on the clock where they live
	done     atomic.Int64

	mu       sync.Mutex
	lines    map[string]chan time.Time // by contact: told when an agent took the call
	problems []string
}

// early is how long before the first call everybody is there.
const early = time.Minute

// Calls has the callers of a day call and agents answer, each at their time, until all
// calls are over or ctx ends. It gives the problems that anybody met.
func Calls(ctx context.Context, opt CallOptions) ([]string, error) {
	if len(opt.Day.Callers) == 0 {
		return nil, errors.New("nobody calls")
	}
	x := &exchange{opt: opt, lines: map[string]chan time.Time{}}
	var err error
	if x.api, err = newAPI(opt.URL, 0); err != nil {
		return nil, err
	}
	x.api.token = opt.Token
	agentsCtx, goHome := context.WithCancel(ctx)
	defer goHome()
	var agents sync.WaitGroup
	signedIn := make(chan error, len(opt.Agents))
	opened := make(chan struct{})
	for i, who := range opt.Agents {
		browser, err := newAPI(opt.URL, 1+i)
		if err != nil {
			return nil, err
		}
		o := &operator{exchange: x, api: browser, who: who, number: i}
		agents.Go(func() { o.work(agentsCtx, signedIn, opened) })
	}
	for range opt.Agents {
		err = errors.Join(err, <-signedIn)
	}
	if err == nil {
		x.midnight = opt.Clock().Add(early - opt.Day.Callers[0].At)
		close(opened)
		x.callers(ctx)
	}
	goHome()
	agents.Wait()
	return x.problems, err
}

// callers has everybody call at their time and waits for the last call's end.
func (x *exchange) callers(ctx context.Context) {
	var calling sync.WaitGroup
	defer calling.Wait()
	for i := range x.opt.Day.Callers {
		c := &x.opt.Day.Callers[i]
		if x.until(ctx, x.midnight.Add(c.At)) != nil {
			return
		}
		calling.Go(func() {
			if err := x.call(ctx, fmt.Sprintf("call-%d", i+1), Number(i), c); err != nil && ctx.Err() == nil {
				x.problem("call %d: %v", i+1, err)
			}
			if done := x.done.Add(1); x.opt.Progress != nil {
				x.opt.Progress(int(done))
			}
		})
	}
}

// call is one call: announced, and over when the caller loses patience or was served.
func (x *exchange) call(ctx context.Context, id, from string, c *callday.Caller) error {
	var item workItem
	err := x.ask(ctx, x.api, http.MethodPost, "/api/v1/calls", map[string]string{"external_id": id, "from": from, "queue_name": x.opt.Queue, "subject": c.Type}, &item)
	if err != nil {
		return err
	}
	taken, err := x.untilTaken(ctx, item.ContactID, item.EnqueuedAt.Add(c.Patience))
	if err != nil {
		return err
	}
	if !taken.IsZero() {
		if err := x.until(ctx, taken.Add(c.Service)); err != nil {
			return err
		}
	}
	return x.ask(ctx, x.api, http.MethodPost, "/api/v1/calls/"+id+"/events", map[string]string{"kind": "ended"}, nil)
}

// untilTaken waits until an agent takes the call, and gives when; zero: patience ended first.
func (x *exchange) untilTaken(ctx context.Context, contact string, patience time.Time) (time.Time, error) {
	for {
		left := x.in(patience)
		if left <= 0 {
			return time.Time{}, nil
		}
		t := time.NewTimer(left)
		select {
		case <-ctx.Done():
			t.Stop()
			return time.Time{}, ctx.Err()
		case taken := <-x.line(contact):
			t.Stop()
			return taken, nil
		case <-t.C: // the clock may have stood still meanwhile
		}
	}
}

// line is where the call of a contact hears that it was taken.
func (x *exchange) line(contact string) chan time.Time {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.lines[contact] == nil {
		x.lines[contact] = make(chan time.Time, 1)
	}
	return x.lines[contact]
}

// until waits until a time on the clock where they live.
func (x *exchange) until(ctx context.Context, at time.Time) error {
	for {
		left := x.in(at)
		if left <= 0 {
			return ctx.Err()
		}
		if err := Pause(ctx, left); err != nil {
			return err
		}
	}
}

// ask makes a request of somebody here.
func (x *exchange) ask(ctx context.Context, a *api, method, path string, in, out any) error {
	defer x.opt.Asking()()
	return a.do(ctx, method, path, in, out)
}

// in is how long, as we count, it is until then.
func (x *exchange) in(at time.Time) time.Duration {
	return time.Duration(float64(at.Sub(x.opt.Clock())) / x.opt.Speed)
}

func (x *exchange) problem(format string, args ...any) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.problems) < 20 {
		x.problems = append(x.problems, fmt.Sprintf(format, args...))
	}
}

// Number is the telephone number of caller n: one that a numbering plan knows, for up to
// 7 million.
func Number(n int) string { return fmt.Sprintf("+1212%07d", 2_000_000+n) }
