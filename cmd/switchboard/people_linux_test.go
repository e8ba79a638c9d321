package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"time"

	"github.com/google/uuid"

	"switchboard/cmd/switchboard/demo"
	"switchboard/cmd/switchboard/simulate"
	"switchboard/server/centre/presence"
)

// person is somebody who works by REST: each request is repeated, with its key, until it
// is answered.
type person struct {
	url  string
	http *http.Client
	book *book
	rand *rand.Rand
	from string // the address that the proxy would tell
}

// signIn brings somebody to their desk.
func signIn(ctx context.Context, url string, b *book, who demo.Person, n uint64) (*person, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	p := &person{url: url, http: &http.Client{Jar: jar, Timeout: 10 * time.Second}, book: b,
		rand: rand.New(rand.NewPCG(n, 2)), from: fmt.Sprintf("10.9.%d.%d", n>>8&255, n&255)}
	_, err = p.send(ctx, "POST", "/session", map[string]string{"email": who.Email, "password": demo.Password}, nil)
	return p, err
}

// answer is one that was no success and will be none.
type answer struct {
	status int
	text   string
}

// errUntold says that something is done, and that nobody knows any more what was answered.
var errUntold = errors.New("done before, the answer is not known")

func (a *answer) Error() string { return fmt.Sprintf("%d %s", a.status, a.text) }

// send makes a request until it is answered for good, and gives how often it was tried.
func (p *person) send(ctx context.Context, method, path string, in, out any) (int, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return 0, err
	}
	return p.repeat(ctx, method, path, "application/json", body, out)
}

func (p *person) repeat(ctx context.Context, method, path, kind string, body []byte, out any) (int, error) {
	key := uuid.NewString()
	for try := 1; ; try++ {
		again, err := p.once(ctx, method, path, kind, key, body, out)
		if !again {
			return try, err
		}
		if pauseFor(ctx, time.Duration(100+p.rand.IntN(400))*time.Millisecond); ctx.Err() != nil {
			return try, err
		}
	}
}

// once reports whether to ask again.
func (p *person) once(ctx context.Context, method, path, kind, key string, body []byte, out any) (again bool, err error) {
	req, err := http.NewRequestWithContext(ctx, method, p.url+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Idempotency-Key", key)
	req.Header.Set("X-Forwarded-For", p.from)
	res, err := p.http.Do(req)
	if err != nil {
		p.book.refusal("no answer")
		return true, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		p.book.refusal("no answer")
		return true, err
	case res.StatusCode < 300:
		if out == nil {
			return false, nil
		}
		return false, json.Unmarshal(text, out)
	}
	var problem struct{ Code string }
	_ = json.Unmarshal(text, &problem)
	what := fmt.Sprintf("%d %s", res.StatusCode, problem.Code)
	switch res.StatusCode {
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		p.book.refusal(what)
		if res.Header.Get("Retry-After") == "" {
			p.book.fault(what + " without Retry-After")
		}
		return true, &answer{res.StatusCode, string(text)}
	}
	if res.StatusCode >= http.StatusInternalServerError {
		p.book.fault(fmt.Sprintf("%s %s: %s", method, path, text))
		return true, &answer{res.StatusCode, string(text)}
	}
	if problem.Code == "already_applied" {
		p.book.refusal(what)
		return false, errUntold
	}
	return false, &answer{res.StatusCode, string(text)}
}

func (p *person) pause(ctx context.Context, atMost time.Duration) {
	pauseFor(ctx, time.Duration(p.rand.Int64N(int64(atMost))))
}

type things struct {
	Items []struct{ ID string }
}

// openTickets opens tickets and comments on them until it is enough.
func (p *person) openTickets(ctx context.Context, enough <-chan struct{}) error {
	var queues, customers things
	for path, list := range map[string]*things{"/queues": &queues, "/customers": &customers} {
		if _, err := p.send(ctx, "GET", path, nil, list); err != nil {
			return err
		}
	}
	for !isEnough(enough) {
		var ticket, comment struct{ ID string }
		subject, words := "no dial tone "+uuid.NewString(), "looked at the line "+uuid.NewString()
		if _, err := p.send(ctx, "POST", "/tickets", map[string]any{
			"subject": subject, "queue_id": queues.Items[p.rand.IntN(len(queues.Items))].ID,
			"customer_id": customers.Items[p.rand.IntN(len(customers.Items))].ID, "text": "since this morning",
		}, &ticket); errors.Is(err, errUntold) {
			continue
		} else if err != nil {
			return err
		}
		p.book.note(simulate.Deed{Kind: opened, ID: ticket.ID, Text: subject})
		if _, err := p.send(ctx, "POST", "/tickets/"+ticket.ID+"/comments", map[string]any{"text": words, "internal": true}, &comment); errors.Is(err, errUntold) {
			continue
		} else if err != nil {
			return err
		}
		p.book.note(simulate.Deed{Kind: commented, ID: comment.ID, Text: words})
		p.pause(ctx, 8*time.Second)
	}
	return nil
}

// announceCalls is a telephone system in which people ring and, sooner or later, hang up.
func (p *person) announceCalls(ctx context.Context, enough <-chan struct{}) error {
	for !isEnough(enough) {
		id := uuid.NewString()
		if _, err := p.send(ctx, "POST", "/calls", map[string]any{
			"external_id": id, "from": fmt.Sprintf("+1212555%04d", p.rand.IntN(200)), "queue_name": demo.Lines[p.rand.IntN(len(demo.Lines))].Name, "subject": "from the menu",
		}, nil); err != nil && !errors.Is(err, errUntold) {
			return err
		}
		p.book.note(simulate.Deed{Kind: announced, ID: id})
		p.pause(ctx, 15*time.Second)
		if _, err := p.send(ctx, "POST", "/calls/"+id+"/events", map[string]string{"kind": "ended"}, nil); err != nil && !errors.Is(err, errUntold) {
			return err
		}
		p.book.note(simulate.Deed{Kind: hungUp, ID: id})
		p.pause(ctx, 4*time.Second)
	}
	return nil
}

// sendFiles puts files into whatever chat goes on.
func (p *person) sendFiles(ctx context.Context, enough <-chan struct{}) error {
	for ; !isEnough(enough); pauseFor(ctx, 2*time.Second) {
		contact := p.book.spokeLast()
		if contact == "" {
			continue
		}
		content := fmt.Appendf(nil, "%x", p.rand.Uint64())
		content = bytes.Repeat(content, 500+p.rand.IntN(1500))
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		part, err := w.CreateFormFile("file", "log.txt")
		if err != nil {
			return err
		}
		if _, err := part.Write(content); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		var file struct{ ID string }
		if _, err := p.repeat(ctx, "POST", "/chats/"+contact+"/attachments", w.FormDataContentType(), form.Bytes(), &file); err != nil {
			p.book.refusal(err.Error()[:min(len(err.Error()), 3)] + " upload") // the chat ended meanwhile
			continue
		}
		sum := sha256.Sum256(content)
		p.book.note(simulate.Deed{Kind: uploaded, ID: file.ID, Text: hex.EncodeToString(sum[:])})
	}
	return nil
}

// probe asks again and again for something small to be written down, and notes when it was.
func (p *person) probe(ctx context.Context) {
	p.http.Timeout = 2 * time.Second
	for i := 0; ctx.Err() == nil; i++ {
		status := fmt.Appendf(nil, `{"status":"away","reason":%q}`, presence.Reasons[i%2])
		if again, err := p.once(ctx, "PUT", "/me/status", "application/json", uuid.NewString(), status, nil); err == nil && !again {
			p.book.probed()
		}
		pauseFor(ctx, 100*time.Millisecond)
	}
}

// isEnough reports whether it is enough.
func isEnough(enough <-chan struct{}) bool {
	select {
	case <-enough:
		return true
	default:
		return false
	}
}
