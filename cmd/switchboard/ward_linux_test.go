package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"switchboard/cmd/switchboard/tether"
)

// ward is a running switchboard that is started again whenever it ends, as a manager of
// services would.
type ward struct {
	name string
	addr string
	make func() *exec.Cmd
	log  *os.File

	mu     sync.Mutex
	cmd    *tether.Process // nil while it is down
	closed bool
	done   chan struct{}
}

// restartAfter is what a manager of services leaves between an end and the next start.
const restartAfter = 200 * time.Millisecond

// startWard runs the program on a port of its own; before is what its command begins with,
// and what it says goes to a file.
func startWard(t *testing.T, name string, before, env []string) *ward {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	w := &ward{name: name, addr: freeAddress(t), done: make(chan struct{})}
	if w.log, err = os.Create(filepath.Join(t.TempDir(), name+".log")); err != nil {
		t.Fatal(err)
	}
	command := slices.Concat(before, []string{path, "serve"})
	environ := append(append(os.Environ(), env...), "ADDR="+w.addr)
	w.make = func() *exec.Cmd {
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Env, cmd.Stdout, cmd.Stderr = environ, w.log, w.log
		return cmd
	}
	go w.keep()
	t.Cleanup(func() { w.stop(t) })
	return w
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// keep starts the program until the ward is closed.
func (w *ward) keep() {
	defer close(w.done)
	for {
		cmd := w.begin()
		if cmd == nil {
			return
		}
		_ = cmd.Wait() // killed, mostly
		w.mu.Lock()
		w.cmd = nil
		w.mu.Unlock()
		time.Sleep(restartAfter)
	}
}

func (w *ward) begin() *tether.Process {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil
	}
	cmd, err := tether.Start(w.make(), syscall.SIGKILL)
	if err != nil {
		_, _ = w.log.WriteString(err.Error() + "\n")
		return nil
	}
	w.cmd = cmd
	return cmd
}

// signal sends a signal to the program, if it runs.
func (w *ward) signal(s syscall.Signal) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cmd != nil {
		_ = w.cmd.Signal(s)
	}
}

func (w *ward) kill() { w.signal(syscall.SIGKILL) }

func (w *ward) stop(t *testing.T) {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.kill()
	<-w.done
	w.judgeLog(t)
}

// judgeLog fails the test where the program broke, and shows its last words where the
// test failed, but for what each request says while the database is away.
func (w *ward) judgeLog(t *testing.T) {
	text, err := os.ReadFile(w.log.Name())
	if err := errors.Join(err, w.log.Close()); err != nil {
		t.Error(err)
	}
	lines := strings.Split(string(text), "\n")
	for _, line := range lines {
		if strings.Contains(line, "panic") || strings.Contains(line, "DATA RACE") {
			t.Errorf("%s: %s", w.name, line)
		}
	}
	if t.Failed() {
		lines = slices.DeleteFunc(lines, func(line string) bool {
			return strings.Contains(line, "database_away") || strings.Contains(line, "is away for a moment")
		})
		t.Logf("%s said at last:\n%s", w.name, strings.Join(lines[max(0, len(lines)-20):], "\n"))
	}
}

// ready reports whether the program wants requests.
func (w *ward) ready(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+w.addr+"/readyz", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}
