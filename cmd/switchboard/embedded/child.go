package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os/exec"
	"syscall"
	"time"

	"switchboard/cmd/switchboard/tether"
)

// environment is all that a child sees of ours: a PGPORT or LC_ALL of the
// person who starts us must not change how servers behave.
var environment = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}

// child is a running process and the last words it said.
type child struct {
	*tether.Process
	words *tail
}

// startChild runs args as id. signal is what the child gets when we die.
func startChild(args []string, id identity, signal syscall.Signal, log *slog.Logger) (*child, error) {
	words := &tail{log: log}
	cmd := exec.Command(args[0], args[1:]...) //nolint:noctx // it outlives the context that starts it
	cmd.Env = environment
	cmd.Stdout, cmd.Stderr = words, words
	cmd.SysProcAttr = id.attributes()
	cmd.WaitDelay = time.Second
	process, err := tether.Start(cmd, signal)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], err)
	}
	return &child{process, words}, nil
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
		case <-c.Exited():
			return c.failure()
		case <-ctx.Done():
			return fmt.Errorf("it does not answer (%w): %s", err, c.words)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// stop asks with a signal, waits, and kills when ctx ends first.
func (c *child) stop(ctx context.Context, ask syscall.Signal) error {
	_ = c.Signal(ask)
	select {
	case <-c.Exited():
		return nil
	case <-ctx.Done():
	}
	_ = c.Kill()
	<-c.Exited()
	return ctx.Err()
}

// failure tells why the child ended, with what it said last.
func (c *child) failure() error {
	if words := c.words.String(); words != "" {
		return errors.New(words)
	}
	if err := c.Wait(); err != nil {
		return fmt.Errorf("it ended: %w", err)
	}
	return errors.New("it ended")
}
