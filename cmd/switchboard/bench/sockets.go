package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"

	"switchboard/cmd/switchboard/simulate"
)

// perVisitor is how many windows each visitor has open.
const perVisitor = 4

// sockets opens as many quiet sockets as are asked for or can be had, and looks at how
// much larger the server is with them.
func sockets(ctx context.Context, s *stage) ([]Figure, error) {
	want := min(s.scale(10_000, 2000), fileLimit()-200)
	before, err := s.resident()
	if err != nil {
		return nil, err
	}
	conns := make([]*websocket.Conn, want)
	defer closeAll(conns)
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(64)
	for i := range conns {
		group.Go(func() (err error) {
			conns[i], err = s.visit(groupCtx, 1+i/perVisitor)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if err := simulate.Pause(ctx, 3*time.Second); err != nil { // the last hellos are answered
		return nil, err
	}
	after, err := s.resident()
	if err != nil {
		return nil, err
	}
	open := answering(conns)
	opened := figure("sockets", float64(open), want, fmt.Sprintf("visitors' that answer, open at once on one node; %d tried", want))
	if s.Quick {
		opened = ungiven("sockets", fmt.Sprintf("%d of %d tried were open at once: more take longer, run without --quick", open, want))
	}
	return []Figure{
		opened,
		figure("socket_kb", float64(after-before)/float64(want), want, "resident memory of the server more than before, each"),
	}, nil
}

// answering counts the sockets on which the server still answers within 10 s.
func answering(conns []*websocket.Conn) int {
	var open atomic.Int64
	var all errgroup.Group
	all.SetLimit(256)
	for _, c := range conns {
		all.Go(func() error {
			err := errors.Join(c.SetReadDeadline(time.Now().Add(10*time.Second)), c.WriteJSON(map[string]any{"type": "ping", "t": 0}))
			for err == nil {
				var f frame
				if err = c.ReadJSON(&f); err == nil && f.Type == "pong" {
					open.Add(1)
					break
				}
			}
			return nil // it is not open, and not counted
		})
	}
	_ = all.Wait()
	return int(open.Load())
}

// fileLimit is how many files a process may have open; the server has the same limit.
func fileLimit() int {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return 1024
	}
	return int(l.Cur)
}

// resident is the memory that the server holds, in kB.
func (s *stage) resident() (int, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.server.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, found := strings.Cut(string(status), "VmRSS:")
	fields := strings.Fields(rest)
	if !found || len(fields) == 0 {
		return 0, fmt.Errorf("the system does not say how much memory the server holds")
	}
	return strconv.Atoi(fields[0])
}
