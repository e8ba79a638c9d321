package live

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// TestNothingComesAfterWhatWasDropped: a client that is cut for being full gets no later
// event, however much room there is again, or it would resume behind the one it missed.
func TestNothingComesAfterWhatWasDropped(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		c := newClient(conn, time.Minute)
		c.release()
		pos := int64(0)
		for range outBuffer + 1 { // nobody writes: the last finds no room
			pos++
			c.deliver(outgoing{pos: pos})
		}
		for range outBuffer / 2 {
			<-c.out
		}
		c.deliver(outgoing{pos: pos + 1})
		close(c.out)
		for o := range c.out {
			if o.pos > outBuffer {
				t.Errorf("event %d came after one that was dropped", o.pos)
			}
		}
	}))
	defer server.Close()
	conn, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = res.Body.Close()
	if _, _, err := conn.ReadMessage(); err == nil { // until the server hangs up
		t.Error("something was said")
	}
}
