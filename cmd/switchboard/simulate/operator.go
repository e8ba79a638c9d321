package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// operator is one person at a console who takes calls when they are on duty.
type operator struct {
	exchange *exchange
	api      *api
	who      Credentials
	number   int // the first of them is there as long as anybody is
	desk     sync.WaitGroup
}

// work signs in, says so, and is at the console from the opening until ctx ends.
func (o *operator) work(ctx context.Context, signedIn chan<- error, opened <-chan struct{}) {
	defer o.desk.Wait()
	err := o.api.do(ctx, http.MethodPost, "/api/v1/session", map[string]string{"email": o.who.Email, "password": o.who.Password}, nil)
	if err != nil {
		signedIn <- fmt.Errorf("sign in %s: %w", o.who.Email, err)
		return
	}
	welcome := make(chan struct{})
	var once sync.Once
	console := &socket{
		dial:  func(ctx context.Context) (*websocket.Conn, error) { return o.api.dial(ctx, "/ws/agent", "") },
		hello: func(pos *int64) any { return map[string]any{"type": "hello", "pos": pos} },
		hear: func(f frame) {
			if f.Type == "welcome" {
				once.Do(func() { close(welcome) })
			}
			o.hear(ctx, f)
		},
	}
	o.desk.Go(func() {
		select {
		case <-welcome:
		case <-ctx.Done():
		}
		signedIn <- ctx.Err()
		select {
		case <-opened:
			o.keepDuty(ctx)
		case <-ctx.Done():
		}
	})
	console.run(ctx)
}

// keepDuty comes and goes as the duties say.
func (o *operator) keepDuty(ctx context.Context) {
	there := false
	for _, d := range o.exchange.opt.Duties {
		needed := d.Agents > o.number
		if needed == there {
			continue
		}
		if o.exchange.until(ctx, o.exchange.midnight.Add(d.From)) != nil {
			return
		}
		there = needed
		status := map[string]string{"status": "offline", "when": "next"}
		if there {
			status = map[string]string{"status": "available"}
		}
		if err := o.exchange.ask(ctx, o.api, http.MethodPut, "/api/v1/me/status", status, nil); err != nil && ctx.Err() == nil {
			o.exchange.problem("%s becomes %s: %v", o.who.Email, status["status"], err)
		}
	}
}

func (o *operator) hear(ctx context.Context, f frame) {
	switch {
	case f.Type == "snapshot":
		var work struct {
			Offers []offer `json:"offers"`
		}
		if json.Unmarshal(f.Work, &work) != nil {
			return
		}
		for _, ringing := range work.Offers {
			o.desk.Go(func() { o.take(ctx, ringing) })
		}
	case f.Kind == "offer.made":
		var ringing offer
		if json.Unmarshal(f.State, &ringing) == nil && ringing.State == "pending" {
			o.desk.Go(func() { o.take(ctx, ringing) })
		}
	}
}

// take accepts a call when the time to answer has passed, and tells the exchange. Who is
// refused came too late: the caller left.
func (o *operator) take(ctx context.Context, ringing offer) {
	o.exchange.opt.Heard(ringing.ID)
	if o.exchange.until(ctx, ringing.OfferedAt.Add(o.exchange.opt.Answer)) != nil {
		return
	}
	var item workItem
	err := o.exchange.ask(ctx, o.api, http.MethodPost, "/api/v1/offers/"+ringing.ID+"/accept", struct{}{}, &item)
	if err != nil {
		if !forGood(err) && ctx.Err() == nil {
			o.exchange.problem("accept: %v", err)
		}
		return
	}
	taken := time.Time{}
	if item.AcceptedAt != nil {
		taken = *item.AcceptedAt
	}
	select {
	case o.exchange.line(item.ContactID) <- taken:
	default: // told already
	}
}
