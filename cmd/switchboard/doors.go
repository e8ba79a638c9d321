package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"

	"github.com/prometheus/client_golang/prometheus"

	"switchboard/cmd/switchboard/certs"
	"switchboard/cmd/switchboard/config"
	"switchboard/console"
	"switchboard/server/centre"
	"switchboard/server/centre/attachment"
	"switchboard/server/centre/audit"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/ticket"
	"switchboard/server/live"
	"switchboard/server/web"
	"switchboard/sql"
)

// openDoors makes the doors, and introduces them to the house and to each other.
func (n *node) openDoors() error {
	h, read := n.house, n.kept.store.Read()
	if n.config.Web.TLS == config.Local {
		if err := n.openAuthority(); err != nil {
			return err
		}
	}
	files, err := web.NewFolder(filepath.Join(n.config.DataDir, "attachments"))
	if err != nil {
		return err
	}
	limiter := web.NewLimiter(n.kept.redis, installation+":limit:", n.time.now)
	n.web, err = web.New(web.Services{
		Sessions: sql.NewSessions(n.kept.store, n.time.now), Keys: n.kept.store, SignIn: h.signIn, Scope: h.scope, Agents: h.agents,
		Tokens: h.tokens, Structure: h.structure, Floor: h.floor, Work: h.work, Routing: h.routing, Why: h.why,
		Contacts: h.contacts, Chats: h.chats, Calls: h.calls, Tickets: h.tickets, Callbacks: h.callbacks,
		Customers: h.customers, Fields: h.fields, Screens: h.screens, Visits: h.visits, Board: h.boards, Reports: h.reports,
		Attachments: attachment.New(sql.Transact[attachment.Store](n.kept.store), read, files, n.time.now), Audit: audit.New(read),
	}, web.Options{
		Version: version, Log: n.log, Clock: n.time.now, Limiter: limiter, Metrics: n.metrics, Console: console.Files(),
		Checks:  []web.Check{{Name: "postgres", Ping: n.kept.store.Ping}, {Name: "redis", Ping: n.pingRedis}, {Name: "live", Ping: n.pingLive}},
		Sockets: sockets(), Mount: n.mounted(), BehindTLS: n.config.Web.TLS == config.Proxy, TrustedProxies: n.config.Web.TrustedProxies,
		Pace: web.Pace(n.config.Pace), AtOnce: requestsAtOnce(n.config),
	})
	if err != nil {
		return err
	}
	views := live.NewViews(live.Sources{Work: h.work, Desks: read, Chats: read, Contacts: read})
	views["ticket"] = live.Show(read.TicketsByID, shownTicket)
	views["callback"] = live.Show(read.CallbacksByID, shownCallback)
	n.live = live.New(live.Options{
		Node: n.id, Clock: n.time.now, Log: n.log, Stream: n.kept.store, Bus: n.bus, Views: views, Sockets: n.config.AtOnce.Sockets,
		House: live.House{
			Callers: n.web, Scope: h.scope, Presence: links{h, read}, Work: h.work, Chats: h.chats, Talks: read, Lines: h.waits, Boards: h.boards, Limiter: pace{limiter},
		},
	})
	n.countSockets()
	return nil
}

// countSockets tells Prometheus of the live door's sockets.
func (n *node) countSockets() {
	n.metrics.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "switchboard_sockets", Help: "Open sockets of consoles and visitors.",
		}, func() float64 { return float64(n.live.Sockets()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "switchboard_sockets_turned_away_total", Help: "Sockets told to come back since as many as may be were open.",
		}, func() float64 { return float64(n.live.TurnedAway()) }),
	)
}

// mounted are the addresses of doors other than the API's.
func (n *node) mounted() map[string]http.Handler {
	shop := http.StripPrefix("/demo", http.FileServerFS(console.Demo()))
	mounts := map[string]http.Handler{
		"/ws/agent":   http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { n.live.Agent(w, r) }),
		"/ws/visitor": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { n.live.Visitor(w, r) }),
		"/demo/*file": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/demo/shop" {
				http.ServeFileFS(w, r, console.Demo(), "shop.html")
				return
			}
			shop.ServeHTTP(w, r)
		}),
	}
	if n.authority != nil {
		mounts[certs.RootPath] = n.authority.Root()
	}
	return mounts
}

// sockets describes the live door's sockets to the web door's contract.
func sockets() []web.Socket {
	var all []web.Socket
	for _, s := range live.Sockets() {
		all = append(all, web.Socket(s))
	}
	return all
}

func (n *node) pingRedis(ctx context.Context) error { return n.kept.redis.Ping(ctx).Err() }

// pingLive says whether sockets are let in, where this node has that door.
func (n *node) pingLive(context.Context) error {
	if slices.Contains(n.config.Doors, "live") && !n.live.Ready() {
		return errors.New("the live door is not open")
	}
	return nil
}

// openAuthority reads or makes the local authority.
func (n *node) openAuthority() error {
	var names []string
	if u, err := url.Parse(n.config.Web.PublicURL); err == nil {
		names = append(names, u.Hostname())
	}
	var err error
	n.authority, err = certs.OpenLocal(filepath.Join(n.config.DataDir, "tls"), names, n.time.now)
	return err
}

// secure puts TLS on a listener, as configured.
func (n *node) secure(l net.Listener) (net.Listener, error) {
	var conf *tls.Config
	var err error
	switch w := n.config.Web; w.TLS {
	case config.Local:
		conf = n.authority.TLS()
	case config.Files:
		conf, err = certs.FromFiles(w.Cert, w.Key, n.log)
	case config.Domain:
		conf = certs.FromDomain(w.Domain, filepath.Join(n.config.DataDir, "acme"))
	default:
		return l, nil
	}
	if err != nil {
		return nil, fmt.Errorf("tls: %w", err)
	}
	return tls.NewListener(l, conf), nil
}

// links tells the house of agents' links to this node.
type links struct {
	*house
	rows *sql.Work
}

func (l links) Linked(ctx context.Context, id centre.AgentID, node centre.NodeID) error {
	_, err := l.presence.Linked(ctx, id, node)
	return err
}

func (l links) Unlinked(ctx context.Context, id centre.AgentID, node centre.NodeID) error {
	return l.routing.Fade(ctx, id, node)
}

func (l links) NotLinked(ctx context.Context, agents []centre.AgentID) ([]centre.AgentID, error) {
	return l.rows.NotLinked(ctx, agents)
}

// pace lets the live door count with the web door's limiter.
type pace struct{ web.Limiter }

func (p pace) Allow(ctx context.Context, key string, l live.Limit) error {
	return p.Limiter.Allow(ctx, key, web.Limit{Rate: l.Rate, Per: l.Per, Burst: l.Burst})
}

func shownTicket(t ticket.Ticket) (string, live.State) {
	return string(t.ID), live.State{Version: t.Version, Queue: centre.QueueID(t.Queue.ID), Body: t}
}

func shownCallback(c callback.Callback) (string, live.State) {
	return string(c.ID), live.State{Version: c.Version, Queue: centre.QueueID(c.Queue.ID), Body: c}
}
