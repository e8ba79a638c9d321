package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"

	"switchboard/cmd/switchboard/simulate"
)

// desks are agents at their consoles: what they are offered they take.
type desks struct {
	stage *stage
	conns []*websocket.Conn
	group *errgroup.Group
	stop  context.CancelFunc
	taken func(ctx context.Context, agent int, o offer) error // what an agent does with an offer

	mu     sync.Mutex
	offers map[string]time.Time // by contact: when the offer's frame came
	spoken map[string]time.Time // by text: when the customer's message came
}

// offer is an offer as a console reads it.
type offer struct {
	ID   string `json:"id"`
	Item struct {
		ID        string `json:"id"`
		ContactID string `json:"contact_id"`
	} `json:"item"`
}

// staff seats the agents and makes them available. Each offer is handed to taken.
func (s *stage) staff(ctx context.Context, taken func(context.Context, int, offer) error) (*desks, error) {
	d := &desks{stage: s, taken: taken, offers: map[string]time.Time{}, spoken: map[string]time.Time{}}
	ctx, d.stop = context.WithCancel(ctx)
	d.group, ctx = errgroup.WithContext(ctx)
	for n := 1; n <= consoles; n++ {
		conn, err := s.agent(n).console(ctx)
		if err != nil {
			return nil, errors.Join(err, d.leave())
		}
		d.conns = append(d.conns, conn)
		d.group.Go(func() error { return d.hear(ctx, n, conn) })
		d.group.Go(func() error { return d.unless(ctx, keep(ctx, conn)) })
		if err := s.agent(n).do(ctx, http.MethodPut, "/me/status", map[string]string{"status": "available", "when": "now"}, nil); err != nil {
			return nil, errors.Join(err, d.leave())
		}
	}
	return d, nil
}

// leave ends all consoles and gives the first thing that went wrong at one.
func (d *desks) leave() error {
	d.stop()
	for _, c := range d.conns {
		_ = c.Close()
	}
	err := d.group.Wait()
	for n := range d.conns {
		_ = d.stage.agent(n+1).do(context.Background(), http.MethodPut, "/me/status", map[string]string{"status": "offline", "when": "now"}, nil)
	}
	return err
}

// keep pings, so that the server knows that somebody is there.
func keep(ctx context.Context, conn *websocket.Conn) error {
	for {
		if err := simulate.Pause(ctx, 5*time.Second); err != nil {
			return err
		}
		if err := conn.WriteJSON(map[string]any{"type": "ping", "t": 0}); err != nil {
			return err
		}
	}
}

// hear notes when frames came until the socket ends.
func (d *desks) hear(ctx context.Context, agent int, conn *websocket.Conn) error {
	for {
		_, raw, err := conn.ReadMessage()
		if err != nil {
			return d.unless(ctx, err)
		}
		came := time.Now()
		var f frame
		if err := json.Unmarshal(raw, &f); err != nil {
			return err
		}
		switch {
		case f.Type == "bye":
			return fmt.Errorf("agent %d was sent away: %v %s", agent, f.Code, f.Reason)
		case f.Kind == "offer.made":
			var o offer
			if err := json.Unmarshal(f.State, &o); err != nil {
				return err
			}
			d.note(d.offers, o.Item.ContactID, came)
			d.group.Go(func() error { return d.unless(ctx, d.taken(ctx, agent, o)) })
		case f.Kind == "message.sent":
			var m struct {
				Text string `json:"text"`
			}
			if err := json.Unmarshal(f.State, &m); err != nil {
				return err
			}
			d.note(d.spoken, m.Text, came)
		}
	}
}

// unless forgets an error that came of leaving.
func (d *desks) unless(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	return nil
}

func (d *desks) note(in map[string]time.Time, key string, at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	in[key] = at
}

// await gives all that was sent 20 s to come: a time that is left out would flatter the rest.
func (d *desks) await(ctx context.Context, sent, came map[string]time.Time) error {
	missing := 0
	for range 400 {
		if missing = len(sent) - len(d.since(sent, came)); missing == 0 {
			return nil
		}
		if err := simulate.Pause(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	return fmt.Errorf("%d of %d never came", missing, len(sent))
}

// since gives how long after it was sent each thing came.
func (d *desks) since(sent, came map[string]time.Time) []time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []time.Duration
	for key, at := range sent {
		if then, seen := came[key]; seen {
			all = append(all, then.Sub(at))
		}
	}
	return all
}
