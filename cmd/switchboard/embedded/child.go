package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// environment is all that a child sees of ours: a PGPORT or LC_ALL of the
// person who starts us must not change how servers behave.
var environment = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}

// child is a running process and the last words it said.
type child struct {
	process *os.Process
	words   *tail
	exited  chan struct{}
	err     error // valid once exited is closed
}

// startChild runs args as id. signal is what the child gets when we die.
func startChild(args []string, id identity, signal syscall.Signal, log *slog.Logger) (*child, error) {
	c := &child{words: &tail{log: log}, exited: make(chan struct{})}
	cmd := exec.Command(args[0], args[1:]...) //nolint:noctx // it outlives the context that starts it
	cmd.Env = environment
	cmd.Stdout, cmd.Stderr = c.words, c.words
	cmd.SysProcAttr = id.attributes(signal)
	cmd.WaitDelay = time.Second
	started := make(chan error, 1)
	go func() {
		// The death signal is tied to the thread that forked, not to the process:
		// keep the thread for as long as the child lives.
		runtime.LockOSThread()
		err := cmd.Start()
		c.process = cmd.Process
		started <- err
		if err != nil {
			return
		}
		c.err = cmd.Wait()
		close(c.exited)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], err)
	}
	return c, nil
}

// answers returns when the probe finds nothing wrong with the child; it is asked again and
// again, until the child ends or ctx does.
func (c *child) answers(ctx context.Context, probe func(context.Context) error) error {
	for {
		err := probe(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-c.exited:
			return c.failure()
		case <-ctx.Done():
			return fmt.Errorf("it does not answer (%w): %s", err, c.words)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// stop asks with a signal, waits, and kills when ctx ends first.
func (c *child) stop(ctx context.Context, ask syscall.Signal) error {
	_ = c.process.Signal(ask)
	select {
	case <-c.exited:
		return nil
	case <-ctx.Done():
	}
	_ = c.process.Kill()
	<-c.exited
	return ctx.Err()
}

// failure tells why the child ended, with what it said last.
func (c *child) failure() error {
	if words := c.words.String(); words != "" {
		return errors.New(words)
	}
	if c.err != nil {
		return fmt.Errorf("it ended: %w", c.err)
	}
	return errors.New("it ended")
}
