package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"

	"switchboard/cmd/switchboard/simulate"
)

// offers lets 50 chats a second come to 50 agents, who take each and end it.
func offers(ctx context.Context, s *stage) ([]Figure, error) {
	d, err := s.staff(ctx, func(ctx context.Context, agent int, o offer) error {
		c := s.agent(agent)
		if err := c.do(ctx, http.MethodPost, "/offers/"+o.ID+"/accept", nil, nil); err != nil {
			return err
		}
		return c.do(ctx, http.MethodPost, "/work-items/"+o.Item.ID+"/end", nil, nil)
	})
	if err != nil {
		return nil, err
	}
	const perSecond = 50
	warm, people := s.scale(200, 50), s.scale(12, 4)*perSecond
	visiting, stop := context.WithCancel(ctx)
	defer stop()
	guests := s.guests(visiting, 1, 4*perSecond)
	if err := paced(ctx, perSecond, warm, func(n int) error {
		_, err := guests.begin(visiting, n)
		return err
	}); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	sent := map[string]time.Time{}
	spent := s.meter()
	err = paced(ctx, perSecond, people, func(n int) error {
		c, err := guests.begin(visiting, warm+n)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		sent[c.contact] = c.at
		return nil
	})
	err = errors.Join(err, s.settle(ctx), d.await(ctx, sent, d.offers))
	times, spentText := d.since(sent, d.offers), spent(people)
	err = errors.Join(err, d.leave())
	note := fmt.Sprintf("chat begun → offer's frame; 50 agents, 50/s; %d of %d came", len(times), people) + spentText
	return []Figure{percentile("offer_p50_ms", .5, times, note), percentile("offer_p99_ms", .99, times, note)}, err
}

// pushes lets customers in 100 open chats say 100 things a second.
func pushes(ctx context.Context, s *stage) ([]Figure, error) {
	const chats, perSecond = 100, 100
	d, err := s.staff(ctx, func(ctx context.Context, agent int, o offer) error {
		return s.agent(agent).do(ctx, http.MethodPost, "/offers/"+o.ID+"/accept", nil, nil)
	})
	if err != nil {
		return nil, err
	}
	conns, err := s.visitors(ctx, 2001, chats)
	if err != nil {
		return nil, err
	}
	defer closeAll(conns)
	if err := paced(ctx, perSecond, chats, func(n int) error {
		_, err := s.begin(conns[n], n)
		return err
	}); err != nil {
		return nil, err
	}
	if err := s.until(ctx, chats, `SELECT count(*) FROM items WHERE state = 'active'`); err != nil {
		return nil, err
	}
	says := s.scale(10, 4) * perSecond
	spent := s.meter()
	var mu sync.Mutex
	sent := map[string]time.Time{}
	err = paced(ctx, perSecond, says, func(n int) error {
		text := fmt.Sprintf("said %d", n)
		mu.Lock()
		sent[text] = time.Now()
		mu.Unlock()
		return conns[n%chats].WriteJSON(map[string]any{"type": "say", "client_id": fmt.Sprintf("say-%d", n), "text": text})
	})
	err = errors.Join(err, d.await(ctx, sent, d.spoken))
	times, spentText := d.since(sent, d.spoken), spent(says)
	for _, c := range conns {
		err = errors.Join(err, c.WriteJSON(map[string]any{"type": "leave"}))
	}
	err = errors.Join(err, s.settle(ctx), d.leave())
	note := fmt.Sprintf("customer's message → agent's socket; 50 agents, 100/s; %d of %d came", len(times), says) + spentText
	return []Figure{percentile("push_p50_ms", .5, times, note), percentile("push_p99_ms", .99, times, note)}, err
}

// visitors opens the sockets of count visitors, from the one given on.
func (s *stage) visitors(ctx context.Context, from, count int) ([]*websocket.Conn, error) {
	conns := make([]*websocket.Conn, count)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(32)
	for i := range conns {
		group.Go(func() (err error) {
			conns[i], err = s.visit(ctx, from+i)
			return err
		})
	}
	return conns, group.Wait()
}

func closeAll(conns []*websocket.Conn) {
	for _, c := range conns {
		if c != nil {
			_ = c.Close()
		}
	}
}

// begin starts a chat and gives its contact once it is stored.
func (s *stage) begin(conn *websocket.Conn, n int) (string, error) {
	err := conn.WriteJSON(map[string]any{"type": "start", "client_id": fmt.Sprintf("start-%d", n), "queue": s.queue, "text": "Hello"})
	for err == nil {
		var f frame
		if err = conn.ReadJSON(&f); err != nil {
			break
		}
		switch f.Type {
		case "said":
			return f.Message.ContactID, nil
		case "error":
			return "", fmt.Errorf("a chat was refused: %v", f.Code)
		}
	}
	return "", err
}

// paced calls do count times, so many a second, each at its moment whatever became of
// those before.
func paced(ctx context.Context, perSecond, count int, do func(n int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	began := time.Now()
	for n := range count {
		if err := simulate.Pause(ctx, time.Until(began.Add(time.Duration(n)*time.Second/time.Duration(perSecond)))); err != nil {
			break
		}
		group.Go(func() error { return do(n) })
	}
	return group.Wait()
}
