package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
)

// api is one person's browser: cookies, and requests that are safe to repeat.
type api struct {
	base *url.URL
	http *http.Client
	from string // the address that a proxy would say they come from

	token string // of a program; people have a cookie
}

// newAPI gives the browser of person n: each has an address of their own, as people have,
// which counts where the server trusts this machine as its proxy.
func newAPI(base string, n int) (*api, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &api{base: u, http: &http.Client{Jar: jar, Timeout: 20 * time.Second, Transport: transport}, from: address(n)}, nil
}

func address(n int) string { return fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255) }

// transport is shared: a thousand browsers on one machine need not hold a thousand
// idle connections.
var transport = &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: 30 * time.Second}

const forwardedFor = "X-Forwarded-For"

// refused is an answer that was no success.
type refused struct {
	Status int
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func (r *refused) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Detail) }

// do makes a request until it is answered or refused for good: a server that is away
// for a moment is asked again, with the same key. What turns out to be done by an earlier
// try, whose answer nobody knows any more, is done: out is then left as it was.
func (a *api) do(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	key := uuid.NewString()
	for try := 1; ; try++ {
		err := a.once(ctx, method, path, key, body, out)
		var r *refused
		if errors.As(err, &r) && r.Code == "already_applied" {
			return nil
		}
		if err == nil || forGood(err) || try == 30 {
			return err
		}
		if err := Pause(ctx, min(time.Duration(try)*200*time.Millisecond, 2*time.Second)); err != nil {
			return err
		}
	}
}

// forGood reports whether the server answered and will not answer otherwise.
func forGood(err error) bool {
	var r *refused
	return errors.As(err, &r) && r.Status < 500 && r.Status != http.StatusTooManyRequests
}

func (a *api) once(ctx context.Context, method, path, key string, body []byte, out any) error {
	path, query, _ := strings.Cut(path, "?")
	at := a.base.JoinPath(path)
	at.RawQuery = query
	req, err := http.NewRequestWithContext(ctx, method, at.String(), bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", key)
	req.Header.Set(forwardedFor, a.from)
	if a.token != "" {
		req.Header.Set("Authorization", "Bearer "+a.token)
	}
	res, err := a.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		r := &refused{Status: res.StatusCode, Detail: string(text)}
		_ = json.Unmarshal(text, r) // what is no problem document stays as it is
		return r
	}
	if out == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, out)
}

// dial opens a socket with this browser's cookies.
func (a *api) dial(ctx context.Context, path, query string) (*websocket.Conn, error) {
	u := *a.base
	u.Scheme = map[string]string{"http": "ws", "https": "wss"}[u.Scheme]
	u.Path, u.RawQuery = path, query
	dialer := websocket.Dialer{Jar: a.http.Jar, HandshakeTimeout: 10 * time.Second, EnableCompression: true}
	conn, res, err := dialer.DialContext(ctx, u.String(), http.Header{forwardedFor: {a.from}})
	if res != nil && res.Body != nil {
		res.Body.Close()
	}
	return conn, err
}
