package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/demo"
	"switchboard/cmd/switchboard/embedded"
	"switchboard/cmd/switchboard/simulate"
)

func (p *program) demo() *cobra.Command {
	var flags serveFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Serve the demo company, with a floor of simulated agents and customers",
		Long: "Serve an invented company, made once, with colleagues who answer and customers who write, so that the\n" +
			"board lives and you are offered work when you sign in. DEMO=0 leaves the simulated people out.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, log, err := p.settings(append([]string{"DATA_DIR=" + p.demoDir(cmd.Context())}, flags.environ()...)...)
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			prepare := func(n *node) error {
				_, err := seed(ctx, n.house)
				return err
			}
			return runNode(ctx, c, log, prepare, func(n *node) error { return n.demo(ctx, p.stdout) })
		},
	}
	flags.add(cmd)
	return cmd
}

// demoDir keeps the demo company's data apart from a real one's. Root's home may be a
// place that Postgres, which does not run as root, cannot enter.
func (p *program) demoDir(ctx context.Context) string {
	for _, v := range p.environ {
		if len(v) > len("DATA_DIR=") && v[:len("DATA_DIR=")] == "DATA_DIR=" {
			return v[len("DATA_DIR="):]
		}
	}
	const here, apart = "./data/demo", "/var/lib/switchboard/demo"
	if there, err := filepath.Abs(here); err == nil && !embedded.Fits(ctx, there) {
		fmt.Fprintf(p.stderr, "switchboard: nobody but root can enter %s, and Postgres does not run as root: the demo's data goes to %s\n", there, apart)
		return apart
	}
	return here
}

// demo says how to sign in and sets the floor going.
func (n *node) demo(ctx context.Context, stdout io.Writer) error {
	if err := n.welcome(stdout); err != nil {
		return err
	}
	if !n.config.Demo {
		return nil
	}
	return n.floor(ctx)
}

func (n *node) welcome(stdout io.Writer) error {
	url := n.config.Web.PublicURL
	_, err := fmt.Fprintf(stdout, `
Switchboard is at %s

  sign in as          e-mail                            password
  agent               %-32s  %s
  supervisor          %-32s  %s
  admin               %-32s  %s

  a shop with the chat: %s/demo/shop     the API: %s/docs
  Ctrl-C stops everything; the data stays in %s
`, url, demo.Agent.Email, demo.Password, demo.Supervisor.Email, demo.Password, demo.Admin.Email, demo.Password, url, url, n.config.DataDir)
	return err
}

// The floor's pace: a chat about every quarter of a minute, people who type a little
// faster than people do.
const (
	floorAtOnce  = 6
	floorBetween = 15 * time.Second
	floorSpeed   = 2
)

// floor has simulated colleagues and customers at work until ctx ends. They come in
// by a door on this machine alone, so that TLS and its certificates are nothing to them.
func (n *node) floor(ctx context.Context) error {
	url, closeDoor, err := n.sideDoor(ctx)
	if err != nil {
		return err
	}
	defer closeDoor()
	_, err = simulate.Chats(ctx, simulate.Options{
		URL: url, Scripts: simulate.Builtin, AtOnce: floorAtOnce, Agents: colleagues(),
		Speed: floorSpeed, Between: floorBetween, Seed: uint64(time.Now().UnixNano()), Log: n.log,
	})
	return err
}

// colleagues are who answers at the demo company.
func colleagues() []simulate.Credentials {
	var all []simulate.Credentials
	for _, p := range demo.Colleagues {
		all = append(all, simulate.Credentials{Email: p.Email, Password: demo.Password})
	}
	return all
}

// sideDoor serves the same handler on a free port of this machine.
func (n *node) sideDoor(ctx context.Context) (string, func(), error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: n.web, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(l); err != http.ErrServerClosed {
			n.log.Warn("the side door closed", "err", err)
		}
	}()
	return "http://" + l.Addr().String(), func() {
		_ = server.Close() // the sockets behind it end with it
		<-done
	}, nil
}
