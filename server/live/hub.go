package live

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"switchboard/server/centre"
)

// boardTopic is watched like any other but told in whole boards, not in events; so
// is "board:<site>". What changes any board happens under the first.
const boardTopic = "board"

func isBoard(topic string) bool {
	return topic == boardTopic || strings.HasPrefix(topic, boardTopic+":")
}

// hub knows which socket of this node wants which topic, and how far in the
// stream this node has come.
type hub struct {
	mu      sync.Mutex
	open    bool // pos is known and the node is not stopping
	pos     int64
	clients map[*client]map[string]bool // with their topics
	topics  map[string]map[*client]bool
	sockets sync.WaitGroup // of clients that have not left
}

func newHub() *hub {
	return &hub{clients: map[*client]map[string]bool{}, topics: map[string]map[*client]bool{}}
}

// start lets clients in: the node has come as far as pos.
func (h *hub) start(pos int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open, h.pos = true, pos
}

// stop lets no more clients in, cuts those there are and waits until they left.
func (h *hub) stop() {
	h.mu.Lock()
	h.open = false
	for c := range h.clients {
		c.cut(closeComeBack, "this node stops")
	}
	h.mu.Unlock()
	h.sockets.Wait()
}

// enter takes a socket in, without topics; it must leave.
func (h *hub) enter(c *client) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.open {
		return &centre.Fault{Kind: centre.Busy, Code: "node_away", Message: "this node is starting or stopping", RetryAfter: time.Second}
	}
	h.sockets.Add(1)
	h.clients[c] = map[string]bool{}
	return nil
}

func (h *hub) leave(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for t := range h.clients[c] {
		h.drop(c, t)
	}
	delete(h.clients, c)
	h.sockets.Done()
}

// join adds topics and gives the pos after which the client is told of them live.
func (h *hub) join(c *client, topics ...string) int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, t := range topics {
		if h.topics[t] == nil {
			h.topics[t] = map[*client]bool{}
		}
		h.topics[t][c] = true
		h.clients[c][t] = true
	}
	return h.pos
}

func (h *hub) unwatch(c *client, topic string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(c, topic)
}

func (h *hub) drop(c *client, topic string) {
	delete(h.clients[c], topic)
	delete(h.topics[topic], c)
	if len(h.topics[topic]) == 0 {
		delete(h.topics, topic)
	}
}

// watched is the number of a client's topics.
func (h *hub) watched(c *client) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.clients[c])
}

// wanted is an event and who wants it, each under the topic that they asked for.
type wanted struct {
	centre.Stamped
	by map[*client]string
}

// pass moves the node's pos past the batch and gives the events that somebody
// here wants. Who joins later finds them in the stream.
func (h *hub) pass(batch []centre.Stamped) (events []wanted, boardChanged bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, e := range batch {
		w := wanted{Stamped: e}
		for _, t := range e.Topics {
			if t == boardTopic {
				boardChanged = true
				continue
			}
			for c := range h.topics[t] {
				if w.by == nil {
					w.by = map[*client]string{}
				}
				if _, twice := w.by[c]; !twice {
					w.by[c] = t
				}
			}
		}
		if w.by != nil {
			events = append(events, w)
		}
		h.pos = max(h.pos, e.Pos)
	}
	return events, boardChanged
}

// boards gives who watches boards, by topic.
func (h *hub) boards() map[string][]*client {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[string][]*client{}
	for t, watchers := range h.topics {
		if isBoard(t) {
			all[t] = slices.Collect(maps.Keys(watchers))
		}
	}
	return all
}

// on gives the clients that want any of the topics, each once.
func (h *hub) on(topics ...string) []*client {
	h.mu.Lock()
	defer h.mu.Unlock()
	seen := map[*client]bool{}
	for _, t := range topics {
		for c := range h.topics[t] {
			seen[c] = true
		}
	}
	all := make([]*client, 0, len(seen))
	for c := range seen {
		all = append(all, c)
	}
	return all
}

// all gives every client.
func (h *hub) all() []*client {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := make([]*client, 0, len(h.clients))
	for c := range h.clients {
		all = append(all, c)
	}
	return all
}

// spare cuts the oldest sockets on a topic down to n.
func (h *hub) spare(topic string, n int) {
	on := h.on(topic)
	slices.SortFunc(on, func(a, b *client) int { return a.since.Compare(b.since) })
	for len(on) > n {
		on[0].cut(closeReplaced, "opened in too many places")
		on = on[1:]
	}
}
