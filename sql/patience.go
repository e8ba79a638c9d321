package sql

import (
	"context"
	"database/sql/driver"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/lib/pq"
)

const (
	// slack is how much longer than its statement_timeout a server may be silent.
	slack = 2 * time.Second

	// takenBack is how long a server has to confirm that a statement was given up, once
	// who asked for it has gone.
	takenBack = time.Second
)

// patient makes connections on which nobody waits for ever. The driver reads without a
// deadline, whatever the context says: of a server that stands still (stopped, or behind a
// network that swallows what is sent) it would never hear again. So a connection on which
// the server says nothing for longer than any statement may run is given up, and one whose
// statement's context has ended a second after that. What was sent may still be done by the
// server later, as after any lost answer.
type patient struct {
	config  pq.Config
	silence time.Duration // 0: as long as it likes
}

func newPatient(dsn string) (*patient, error) {
	config, err := pq.NewConfig(dsn)
	if err != nil {
		return nil, err
	}
	p := &patient{config: config}
	// One that is not told in milliseconds is some operator's own, and unknown to us.
	if ms, err := strconv.Atoi(config.Runtime["statement_timeout"]); err == nil && ms > 0 {
		p.silence = time.Duration(ms)*time.Millisecond + slack
	}
	return p, nil
}

// Driver implements driver.Connector.
func (p *patient) Driver() driver.Driver { return &pq.Driver{} }

// Connect implements driver.Connector.
func (p *patient) Connect(ctx context.Context) (driver.Conn, error) {
	connector, err := pq.NewConnectorConfig(p.config.Clone())
	if err != nil {
		return nil, err
	}
	d := &dialer{silence: p.silence}
	connector.Dialer(d)
	defer context.AfterFunc(ctx, d.hangUp)()
	c, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	d.opened()
	return &conn{ofDriver: c.(ofDriver), line: d.line}, nil
}

// conn is the driver's connection. Of its methods only BeginTx has no eye on its context.
type conn struct {
	ofDriver
	line *line
}

// ofDriver is all that the driver's connections can do.
type ofDriver interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.NamedValueChecker
	driver.Pinger
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
}

// BeginTx implements driver.ConnBeginTx.
func (c *conn) BeginTx(ctx context.Context, opt driver.TxOptions) (driver.Tx, error) {
	defer context.AfterFunc(ctx, func() { c.line.hangUpIn(takenBack) })()
	return c.ofDriver.BeginTx(ctx, opt)
}

// dialer dials for one connection. The driver dials once more whenever a context ends, to
// ask the server to give up what is under way: that is how we learn of it.
type dialer struct {
	net.Dialer
	silence time.Duration

	mu   sync.Mutex
	line *line
	open bool
}

func (d *dialer) opened() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open = true
}

// DialTimeout implements pq.Dialer.
func (d *dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

// DialContext implements pq.DialerContext.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	if l := d.connected(); l != nil {
		l.hangUpIn(takenBack)
		return d.dialBriefly(ctx, network, address)
	}
	conn, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.line = &line{Conn: conn, silence: d.silence}
	return d.line, nil
}

// hangUp ends connecting: the driver looks at its context only while it dials.
func (d *dialer) hangUp() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.line != nil && !d.open {
		d.line.hangUpIn(0)
	}
}

// connected gives the line, once it is one that statements go over.
func (d *dialer) connected() *line {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.open {
		return nil
	}
	return d.line
}

func (d *dialer) dialBriefly(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, takenBack)
	defer cancel()
	conn, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return brief{conn}, conn.SetDeadline(time.Now().Add(takenBack))
}
