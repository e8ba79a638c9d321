package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"switchboard/cmd/switchboard/tether"
)

// TestMain leaves nothing behind: all files that tests make lie in one folder, and of a run
// that is broken off no test goes on. The processes that tests start end with this one.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "switchboard-test-")
	if err != nil {
		panic(err)
	}
	if err := errors.Join(os.Chmod(dir, 0o755), os.Setenv("TMPDIR", dir)); err != nil { // databases run as somebody else
		panic(err)
	}
	leave := func(code int) {
		_ = os.RemoveAll(dir)
		os.Exit(code)
	}
	brokenOff := make(chan os.Signal, 1)
	signal.Notify(brokenOff, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		select {
		case <-brokenOff:
		case <-tether.Orphaned():
		}
		leave(1)
	}()
	leave(m.Run())
}

// binary is the program, built once for all tests of this package.
var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(os.TempDir(), "switchboard")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", &buildError{out}
	}
	return path, nil
})

type buildError struct{ out []byte }

func (e *buildError) Error() string { return "go build: " + string(e.out) }

// process is a running switchboard.
type process struct {
	t    *testing.T
	args []string
	env  []string
	addr string
	cmd  *tether.Process // nil while it is down
}

// start runs the program on a port of its own and waits until it is ready.
func start(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, args: args, addr: l.Addr().String()}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	p.env = append(append(os.Environ(), env...), "ADDR="+p.addr)
	t.Cleanup(p.kill)
	p.run()
	return p
}

func (p *process) url() string { return "http://" + p.addr }

// run starts the program, again if it was there before.
func (p *process) run() {
	p.t.Helper()
	path, err := binary()
	if err != nil {
		p.t.Fatal(err)
	}
	cmd := exec.Command(path, p.args...)
	cmd.Env = p.env
	cmd.Stdout, cmd.Stderr = logWriter{p.t}, logWriter{p.t}
	if p.cmd, err = tether.Start(cmd, syscall.SIGKILL); err != nil {
		p.t.Fatal(err)
	}
	p.waitReady()
}

func (p *process) waitReady() {
	p.t.Helper()
	deadline := time.Now().Add(60 * time.Second)
	for time.Now().Before(deadline) {
		res, err := http.Get(p.url() + "/readyz")
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-p.cmd.Exited():
			p.t.Fatalf("ended before it was ready: %v", p.cmd.Wait())
		case <-time.After(20 * time.Millisecond):
		}
	}
	p.t.Fatal("not ready after a minute")
}

// kill ends the program at once, as a power cut would.
func (p *process) kill() {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Kill()
	_ = p.cmd.Wait() // says that it was killed
	p.cmd = nil
}

// stop asks the program to end and gives how long that took.
func (p *process) stop(ctx context.Context) (time.Duration, error) {
	began := time.Now()
	if err := p.cmd.Signal(syscall.SIGTERM); err != nil {
		return 0, err
	}
	select {
	case <-p.cmd.Exited():
		err := p.cmd.Wait()
		p.cmd = nil
		return time.Since(began), err
	case <-ctx.Done():
		return time.Since(began), ctx.Err()
	}
}

// logWriter shows what the program prints in the test's log.
type logWriter struct{ t *testing.T }

func (w logWriter) Write(b []byte) (int, error) {
	w.t.Logf("%s", b)
	return len(b), nil
}
