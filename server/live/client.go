package live

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
)

// How much and how long one socket may take.
const (
	outBuffer  = 32               // frames waiting to be written; a client that is full is cut
	heldBuffer = 4096             // live events kept while the past is replayed
	writeFor   = 10 * time.Second // for one frame
	byeFor     = time.Second      // for the last words
	maxUnacked = 256              // messages whose acknowledgement is awaited; older ones are forgotten
	hardLimit  = 1 << 20          // bytes of one frame on the wire: beyond, the socket goes
	deflateMin = 512              // bytes: smaller frames are not worth compressing
)

// client is one socket. It has a reader and a writer, whom the hub waits for;
// anybody else only delivers to it.
type client struct {
	conn  *websocket.Conn
	by    centre.Actor
	since time.Time
	quiet time.Duration // without any frame of the client: then it is gone
	agent *pass         // nil for a visitor, who sees only what a View calls public

	out  chan *outgoing // pointers: most sockets have nothing waiting
	gone chan struct{}  // closed once, by cut
	once sync.Once
	why  bye

	mu      sync.Mutex
	ahead   bool       // live events go straight out; until then they are held
	floor   int64      // events up to here are known to the client
	held    []outgoing // what happened while the past was replayed
	unacked []sent     // messages that the client has not acknowledged

	boards map[string]bool // by topic: its frame is still to be written, and the next would only replace it
}

// outgoing is a frame on its way out: a whole one in body, one made once for many
// in prepared, or an event, whose body is what all receivers share.
type outgoing struct {
	body     []byte
	prepared *websocket.PreparedMessage
	topic    string // of an event or a board
	pos      int64  // of an event
	spoken   *spoken
}

func (o outgoing) isEvent() bool { return o.topic != "" && o.prepared == nil }

// spoken is the message that an event brings.
type spoken struct {
	contact centre.ContactID
	seq     int
	from    chat.Side
}

// sent is a message on its way to the client in the event at pos.
type sent struct {
	pos int64
	spoken
}

func newClient(conn *websocket.Conn, quiet time.Duration) *client {
	conn.SetReadLimit(hardLimit)
	return &client{conn: conn, since: time.Now(), quiet: quiet, out: make(chan *outgoing, outBuffer), gone: make(chan struct{})}
}

// frame makes v ready to send. Frames are our own types, which always marshal.
func frame(v any) outgoing {
	body, err := json.Marshal(v)
	if err != nil {
		panic("live: " + err.Error())
	}
	return outgoing{body: body}
}

// send queues one frame for this client; a client that is full is cut.
func (c *client) send(v any) { c.queue(frame(v)) }

// queue takes nothing once the client is cut: while the last words make room again, an
// event would come after one that was dropped, and be known to the client instead of it.
func (c *client) queue(o outgoing) {
	select {
	case <-c.gone:
		return
	default:
	}
	select {
	case c.out <- &o:
	default:
		c.cut(closeComeBack, "you are reading too slowly")
	}
}

// push queues a frame of the past, waiting for room: the writer's deadline
// bounds the wait. It reports whether the client is still there.
func (c *client) push(o outgoing) bool {
	c.remember(o)
	select {
	case c.out <- &o:
		return true
	case <-c.gone:
		return false
	}
}

// deliver takes a live event: at once, or after the past when that is still
// being replayed.
func (c *client) deliver(o outgoing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case o.pos <= c.floor:
	case c.ahead:
		c.rememberLocked(o)
		c.queue(o)
	case len(c.held) == heldBuffer:
		c.cut(closeComeBack, "too much happened at once")
	default:
		c.held = append(c.held, o)
	}
}

// known makes the client skip events up to pos.
func (c *client) known(pos int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.floor = max(c.floor, pos)
}

// release sends what was held and lets live events through from now on.
func (c *client) release() {
	for {
		c.mu.Lock()
		held := c.held
		c.held = nil
		if len(held) == 0 {
			c.ahead = true
			c.mu.Unlock()
			return
		}
		floor := c.floor
		c.mu.Unlock()
		for _, o := range held {
			if o.pos > floor && !c.push(o) {
				return
			}
		}
	}
}

func (c *client) remember(o outgoing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rememberLocked(o)
}

func (c *client) rememberLocked(o outgoing) {
	if o.spoken == nil || o.spoken.from == c.side() {
		return
	}
	if len(c.unacked) == maxUnacked {
		c.unacked = c.unacked[1:]
	}
	c.unacked = append(c.unacked, sent{o.pos, *o.spoken})
}

// side is the end of a conversation at which the client sits.
func (c *client) side() chat.Side {
	if c.agent == nil {
		return chat.Customer
	}
	return chat.Agent
}

// acked gives how far the client got, by event pos, in each conversation whose
// messages came since the last time.
func (c *client) acked(pos int64) map[centre.ContactID]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	got := map[centre.ContactID]int{}
	for len(c.unacked) > 0 && c.unacked[0].pos <= pos {
		m := c.unacked[0]
		got[m.contact] = max(got[m.contact], m.seq)
		c.unacked = c.unacked[1:]
	}
	return got
}

// board queues a board frame unless an older one of its topic still waits.
func (c *client) board(topic string, p *websocket.PreparedMessage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.boards[topic] {
		return
	}
	if c.boards == nil {
		c.boards = map[string]bool{}
	}
	c.boards[topic] = true
	c.queue(outgoing{prepared: p, topic: topic})
}

// boarded notes that the board of a topic is being written.
func (c *client) boarded(topic string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.boards, topic)
}

// cut ends the socket: the writer says bye with the code and closes it. Only the
// first cut counts.
func (c *client) cut(code int, reason string) {
	c.once.Do(func() {
		c.why = bye{Type: "bye", Code: code, Reason: reason, Retry: code == closeComeBack}
		close(c.gone)
		// A write that hangs in a full socket must not keep the writer for long.
		_ = c.conn.NetConn().SetWriteDeadline(time.Now().Add(byeFor))
	})
}

// write is the client's one writer: it ends with the socket closed, after cut or
// when a write fails.
func (c *client) write() {
	defer c.conn.Close()
	var n int64
	for {
		select {
		case <-c.gone:
			c.sayBye(n)
			return
		case o := <-c.out:
			if o.isEvent() {
				n++
			}
			if err := c.writeOne(*o, n, writeFor); err != nil {
				c.cut(closeComeBack, "writing failed")
				return
			}
		}
	}
}

func (c *client) writeOne(o outgoing, n int64, within time.Duration) error {
	if err := c.conn.SetWriteDeadline(time.Now().Add(within)); err != nil {
		return err
	}
	if o.prepared != nil {
		c.boarded(o.topic)
		c.conn.EnableWriteCompression(true)
		return c.conn.WritePreparedMessage(o.prepared)
	}
	body := o.body
	if o.isEvent() {
		body = numbered(o, n)
	}
	c.conn.EnableWriteCompression(len(body) > deflateMin)
	return c.conn.WriteMessage(websocket.TextMessage, body)
}

// numbered puts what differs between receivers of an event before what they share.
func numbered(o outgoing, n int64) []byte {
	b := make([]byte, 0, len(o.body)+len(o.topic)+48)
	b = append(b, `{"type":"event","n":`...)
	b = strconv.AppendInt(b, n, 10)
	b = append(b, `,"topic":"`...)
	b = append(b, o.topic...) // a topic is a word, a colon and an id: nothing to escape
	b = append(b, `",`...)
	return append(b, o.body[1:]...)
}

// sayBye writes what still waits and the last words, best effort: who is cut for
// not reading will not read this either.
func (c *client) sayBye(n int64) {
	for {
		select {
		case o := <-c.out:
			if o.isEvent() {
				n++
			}
			if c.writeOne(*o, n, byeFor) != nil {
				return
			}
			continue
		default:
		}
		break
	}
	if c.writeOne(frame(c.why), n, byeFor) == nil {
		_ = c.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(c.why.Code, c.why.Reason), time.Now().Add(byeFor))
	}
}

// read waits for the next frame. A refusal is the frame's fault and the socket
// stays; any other error is the socket's end.
func (c *client) read() ([]byte, error) {
	if err := c.conn.SetReadDeadline(time.Now().Add(c.quiet)); err != nil {
		return nil, err
	}
	kind, r, err := c.conn.NextReader()
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(r, maxFrame+1))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > maxFrame:
		return nil, c.discard(r)
	case kind != websocket.TextMessage:
		return nil, refusef(codeMalformed, "frames are text")
	}
	return raw, nil
}

// discard reads the rest of a frame that is too large; what unpacks to more than
// the hard limit ends the socket.
func (c *client) discard(r io.Reader) error {
	n, err := io.Copy(io.Discard, io.LimitReader(r, hardLimit))
	switch {
	case err != nil:
		return err
	case n == hardLimit:
		return websocket.ErrReadLimit
	}
	return refusef(codeTooLarge, "a frame is at most %d bytes", maxFrame)
}

// ended says why reading ended, for the last words.
func ended(err error) (code int, reason string) {
	var slow net.Error
	if errors.As(err, &slow) && slow.Timeout() {
		return closeComeBack, "nothing was heard for too long"
	}
	if errors.Is(err, websocket.ErrReadLimit) {
		return closeAbuse, "a frame was far too large"
	}
	return closeComeBack, "the socket was closed"
}
