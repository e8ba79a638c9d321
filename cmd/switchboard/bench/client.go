package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/websocket"
)

// transport keeps as many connections as any part asks for at once.
var transport = &http.Transport{MaxIdleConnsPerHost: 256}

// client is a program that acts for an agent, by token.
type client struct{ addr, token string }

// do makes a request; an answer that is no success is an error.
func (c *client) do(ctx context.Context, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://"+c.addr+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := (&http.Client{Transport: transport, Timeout: 20 * time.Second}).Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return err
	case res.StatusCode >= 300:
		return fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, text)
	case out == nil:
		return nil
	}
	return json.Unmarshal(text, out)
}

// frame is a server's frame as far as the bench reads it.
type frame struct {
	Type    string          `json:"type"`
	Kind    string          `json:"kind"`
	State   json.RawMessage `json:"state"`
	Message struct {
		ContactID string `json:"contact_id"`
	} `json:"message"`
	Board  json.RawMessage `json:"board"`
	Code   any             `json:"code"` // a word in an error, a number in a bye
	Reason string          `json:"reason"`
}

// console opens the socket of the client's agent.
func (c *client) console(ctx context.Context, watch ...string) (*websocket.Conn, error) {
	conn, err := dial(ctx, c.addr, "/ws/agent", "", http.Header{"Authorization": {"Bearer " + c.token}})
	if err != nil {
		return nil, err
	}
	return conn, conn.WriteJSON(map[string]any{"type": "hello", "pos": nil, "watch": watch})
}

// visit opens the socket of visitor n.
func (s *stage) visit(ctx context.Context, n int) (*websocket.Conn, error) {
	conn, err := dial(ctx, s.addr, "/ws/visitor", "token="+visitor(n), nil)
	if err != nil {
		return nil, err
	}
	return conn, conn.WriteJSON(map[string]any{"type": "hello", "pos": nil})
}

func dial(ctx context.Context, addr, path, query string, h http.Header) (*websocket.Conn, error) {
	u := url.URL{Scheme: "ws", Host: addr, Path: path, RawQuery: query}
	d := websocket.Dialer{HandshakeTimeout: 20 * time.Second, ReadBufferSize: 1024, WriteBufferSize: 1024}
	conn, res, err := d.DialContext(ctx, u.String(), h)
	if res != nil && res.Body != nil {
		res.Body.Close()
	}
	return conn, err
}
