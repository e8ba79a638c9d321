package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
)

// customer is one visitor who chats once.
type customer struct {
	run    *run
	api    *api
	script Script
	rand   *rand.Rand

	socket    *socket
	heard     chan frame
	contactID string
	answered  bool
	reply     bool // came since the last turn was said
	over      bool // the chat has ended
	wait      time.Duration
}

// stored is a message as far as a simulated person reads it.
type stored struct {
	ID        string `json:"id"`
	ContactID string `json:"contact_id"`
	Seq       int    `json:"seq"`
	Text      string `json:"text"`
	From      struct {
		Kind string `json:"kind"`
	} `json:"from"`
}

// conversation is a visitor's chat as a snapshot shows it.
type conversation struct {
	ContactID string   `json:"contact_id"`
	State     string   `json:"state"`
	Messages  []stored `json:"messages"`
}

// resendAfter is how long a customer waits for an acknowledgement before sending again.
const resendAfter = 5 * time.Second

// chat goes through the script: each turn is sent until it is acknowledged, and the next one
// waits for the agent's answer. Who waits longer than their patience leaves.
func (c *customer) chat(ctx context.Context) error {
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	var visit struct {
		Token string `json:"token"`
	}
	for visit.Token == "" { // one that was made and not told is lost
		if err := c.api.do(ctx, http.MethodPost, "/visit/sessions", struct{}{}, &visit); err != nil {
			return fmt.Errorf("begin a visit: %w", err)
		}
	}
	c.heard = make(chan frame, 64)
	c.socket = &socket{
		dial: func(ctx context.Context) (*websocket.Conn, error) {
			return c.api.dial(ctx, "/ws/visitor", "token="+url.QueryEscape(visit.Token))
		},
		hello: func(pos *int64) any { return map[string]any{"type": "hello", "pos": pos, "consent": false} },
		hear: func(f frame) {
			select {
			case c.heard <- f:
			case <-ctx.Done():
			}
		},
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.socket.run(ctx)
	}()
	err := c.speak(ctx)
	leave()
	<-done
	return err
}

func (c *customer) speak(ctx context.Context) error {
	if err := c.untilOpen(ctx); err != nil {
		return err
	}
	began := time.Now()
	for i, text := range c.script.Turns {
		if i > 0 {
			if err := Pause(ctx, c.run.typing(text, c.rand)); err != nil {
				return err
			}
		}
		if c.over {
			break
		}
		if err := c.say(ctx, i, text); err != nil {
			return err
		}
		patience := c.run.patience(c.rand, c.answered)
		answered, err := c.untilAnswered(ctx, patience)
		if err != nil {
			return err
		}
		if !answered {
			if c.answered {
				continue // an agent who says nothing: go on with the story
			}
			c.run.count.abandoned.Add(1)
			return c.leave(ctx)
		}
		if !c.answered {
			c.answered = true
			c.wait = time.Since(began)
			c.run.waits.add(c.wait)
		}
	}
	return c.leave(ctx)
}

// leave says goodbye until the chat is over.
func (c *customer) leave(ctx context.Context) error {
	for range 60 {
		if c.over {
			return nil
		}
		_ = c.socket.send(map[string]any{"type": "leave"}) // lost with its socket or not: the end decides
		deadline := time.Now().Add(resendAfter)
		for !c.over {
			if _, err := c.next(ctx, time.Until(deadline)); errors.Is(err, errSilence) {
				break
			} else if err != nil {
				return err
			}
		}
	}
	return fmt.Errorf("%s could not leave", c.script.Name)
}

// openWithin is how long a customer waits for the chat to open: longer than a server stands still.
const openWithin = 2 * time.Minute

// untilOpen waits for the socket's snapshot, so that the first word is not said to nobody.
func (c *customer) untilOpen(ctx context.Context) error {
	for {
		f, err := c.next(ctx, openWithin)
		if err != nil || f.Type == "snapshot" || f.Type == "welcome" {
			return err
		}
	}
}

// say sends one turn, again and again with one client id, until it is acknowledged.
func (c *customer) say(ctx context.Context, turn int, text string) error {
	id := uuid.NewString()
	c.reply = false
	for range 60 {
		words := map[string]any{"type": "say", "client_id": id, "text": text}
		if turn == 0 {
			words["type"] = "start"
			if c.script.Customer != "" {
				words["name"] = c.script.Customer
			}
			if id := c.run.queues[c.script.Queue]; id != "" {
				words["queue"] = id
			}
		}
		_ = c.socket.send(words) // lost with its socket or not: the acknowledgement decides
		ok, err := c.untilSaid(ctx, id)
		if err != nil {
			return err
		}
		if ok {
			c.run.count.sent.Add(1)
			return nil
		}
	}
	return fmt.Errorf("turn %d of %s was never acknowledged", turn+1, c.script.Name)
}

func (c *customer) untilSaid(ctx context.Context, id string) (bool, error) {
	deadline := time.Now().Add(resendAfter)
	for {
		f, err := c.next(ctx, time.Until(deadline))
		if err != nil {
			return false, ignoreSilence(err)
		}
		switch f.Type {
		case "said":
			if f.ClientID == id {
				var m stored
				if err := json.Unmarshal(f.Message, &m); err != nil {
					return false, err
				}
				c.contactID = m.ContactID
				c.run.answered(Deed{Said, m.ID, m.ContactID, m.Text})
				return true, nil
			}
		case "error":
			if f.Code == "too_fast" || f.Code == "away" {
				return false, Pause(ctx, time.Duration(max(f.RetryS, 1))*time.Second)
			}
			return false, fmt.Errorf("turn refused: %v", f.Code)
		}
	}
}

// untilAnswered waits for the agent's next word; false when patience ends first.
func (c *customer) untilAnswered(ctx context.Context, patience time.Duration) (bool, error) {
	deadline := time.Now().Add(patience)
	for !c.reply && !c.over {
		if _, err := c.next(ctx, time.Until(deadline)); err != nil {
			return false, ignoreSilence(err)
		}
	}
	return c.reply, nil
}

func (c *customer) isAnswer(f frame) bool {
	switch {
	case f.Type == "event" && f.Kind == "message.sent":
		var m stored
		return json.Unmarshal(f.State, &m) == nil && m.From.Kind == "agent"
	case f.Type == "snapshot":
		var chat *conversation
		if json.Unmarshal(f.Chat, &chat) != nil || chat == nil || len(chat.Messages) == 0 {
			return false
		}
		return chat.Messages[len(chat.Messages)-1].From.Kind == "agent"
	}
	return false
}

// errSilence: nothing was heard in time.
var errSilence = errors.New("silence")

func ignoreSilence(err error) error {
	if errors.Is(err, errSilence) {
		return nil
	}
	return err
}

func (c *customer) next(ctx context.Context, within time.Duration) (frame, error) {
	t := time.NewTimer(max(within, 0))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return frame{}, ctx.Err()
	case f := <-c.heard:
		c.over = c.over || ended(f)
		c.reply = c.reply || c.isAnswer(f)
		return f, nil
	case <-t.C:
		return frame{}, errSilence
	}
}

// ended reports whether a frame tells that the chat is over.
func ended(f frame) bool {
	if f.Kind == "contact.closed" {
		return true
	}
	var chat *conversation
	if f.Type != "snapshot" || json.Unmarshal(f.Chat, &chat) != nil || chat == nil {
		return false
	}
	switch chat.State {
	case "wrap_up", "completed", "abandoned", "ended", "expired", "cancelled":
		return true
	}
	return false
}
