package sql

import (
	"net"
	"sync"
	"time"
)

// line is a connection's socket, on which nothing is waited for without a bound.
type line struct {
	net.Conn
	silence time.Duration // 0: as long as it likes

	mu     sync.Mutex
	wished time.Time // the driver's own deadline, while it connects
	end    time.Time // of the answer to a statement whose context has ended
}

// Read implements net.Conn.
func (l *line) Read(b []byte) (int, error) {
	if err := l.bound(); err != nil {
		return 0, err
	}
	return l.Conn.Read(b)
}

// Write implements net.Conn. It begins another statement.
func (l *line) Write(b []byte) (int, error) {
	l.mu.Lock()
	l.end = time.Time{}
	err := l.Conn.SetWriteDeadline(earliest(l.deadline(), l.wished))
	l.mu.Unlock()
	if err != nil {
		return 0, err
	}
	return l.Conn.Write(b)
}

// SetDeadline implements net.Conn.
func (l *line) SetDeadline(at time.Time) error {
	l.mu.Lock()
	l.wished = at
	l.mu.Unlock()
	return l.bound()
}

// hangUpIn bounds what is being waited for now.
func (l *line) hangUpIn(d time.Duration) {
	l.mu.Lock()
	l.end = time.Now().Add(d)
	l.mu.Unlock()
	_ = l.bound() // it was closed meanwhile: nobody waits
}

func (l *line) bound() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Conn.SetReadDeadline(earliest(l.deadline(), l.wished, l.end))
}

// deadline is when the server has been silent for too long.
func (l *line) deadline() time.Time {
	if l.silence == 0 {
		return time.Time{}
	}
	return time.Now().Add(l.silence)
}

// earliest leaves out times that are zero.
func earliest(times ...time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if first.IsZero() || !t.IsZero() && t.Before(first) {
			first = t
		}
	}
	return first
}

// brief is a socket whose deadline nobody changes.
type brief struct{ net.Conn }

// SetDeadline implements net.Conn.
func (brief) SetDeadline(time.Time) error { return nil }
