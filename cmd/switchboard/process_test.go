package main

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// binary is the program, built once for all tests of this package.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "switchboard-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "switchboard")
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
	cmd  *exec.Cmd
	done chan error
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
	p.cmd = exec.Command(path, p.args...)
	p.cmd.Env = p.env
	p.cmd.Stdout, p.cmd.Stderr = logWriter{p.t}, logWriter{p.t}
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.done = make(chan error, 1)
	go func(cmd *exec.Cmd, done chan<- error) { done <- cmd.Wait() }(p.cmd, p.done)
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
		case err := <-p.done:
			p.t.Fatalf("ended before it was ready: %v", err)
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
	_ = p.cmd.Process.Kill()
	<-p.done
	p.cmd = nil
}

// stop asks the program to end and gives how long that took.
func (p *process) stop(ctx context.Context) (time.Duration, error) {
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return 0, err
	}
	select {
	case err := <-p.done:
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
