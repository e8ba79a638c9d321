package live_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"switchboard/server/live"
)

// TestThousandSockets notes what a quiet socket costs: heap and stacks of the
// server's side, with hardly any of the client's.
func TestThousandSockets(t *testing.T) {
	const sockets = 1000
	w := newWorld(t)
	n := w.node(&live.Memory{})
	before := memory()
	for range sockets {
		conn := handshake(t, strings.TrimPrefix(n.url, "ws://"))
		t.Cleanup(func() { _ = conn.Close() })
	}
	eventually(t, "all linked", func() bool { return len(w.links()) == 1 })
	each := (memory() - before) / sockets
	t.Logf("%d sockets, %.1f kB each", sockets, float64(each)/1024)
	if each > 48<<10 {
		t.Errorf("a socket costs %d bytes", each)
	}
	w.happen(n.bus, thing(1), toMia)
}

func memory() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// handshake opens a socket by hand, says hello and waits for the snapshot: a
// client without buffers of its own.
func handshake(t *testing.T, host string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET /ws/agent HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", host)
	r := bufio.NewReaderSize(conn, 512)
	res, err := http.ReadResponse(r, nil)
	if err != nil || res.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("handshake: %v, %v", res, err)
	}
	hello := `{"type":"hello","pos":null}`
	frame := append([]byte{0x81, 0x80 | byte(len(hello)), 0, 0, 0, 0}, hello...) // masked by zeros
	if _, err := conn.Write(frame); err != nil {
		t.Fatal(err)
	}
	for range 2 { // welcome, snapshot
		h := make([]byte, 2)
		if _, err := io.ReadFull(r, h); err != nil {
			t.Fatal(err)
		}
		size := int64(h[1])
		if size == 126 {
			if _, err := io.ReadFull(r, h); err != nil {
				t.Fatal(err)
			}
			size = int64(h[0])<<8 | int64(h[1])
		}
		if _, err := io.CopyN(io.Discard, r, size); err != nil {
			t.Fatal(err)
		}
	}
	return conn
}
