package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/config"
)

// version is set by the build.
var version = "dev"

// patience is how long the end may take; whoever asked for it will not wait longer.
const patience = 9 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() {
		stop() // a second signal ends the process at once
		time.AfterFunc(patience, func() {
			fmt.Fprintln(os.Stderr, "switchboard: something did not stop in time; all that was acknowledged is kept")
			os.Exit(1)
		})
	})
	if err := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "switchboard:", err)
		os.Exit(1)
	}
}

// run is the program as a function: it ends when ctx does.
func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) error {
	root := &cobra.Command{
		Use:           "switchboard",
		Short:         "A call centre and ticketing service in one program",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	p := &program{environ: environ, stdout: stdout, stderr: stderr}
	root.AddCommand(p.serve(), p.demo(), p.migrate(), p.seed(), p.simulate(), p.replayOrder(), p.bench(), p.benchBare(),
		p.audit(), p.openapi(), p.health(), p.version())
	if err := root.ExecuteContext(ctx); !asked(ctx, err) {
		return err
	}
	return nil
}

// asked reports whether err is no more than the end that somebody asked for.
func asked(ctx context.Context, err error) bool {
	return ctx.Err() != nil && errors.Is(err, context.Canceled)
}

// program is what every verb has at hand.
type program struct {
	environ        []string
	stdout, stderr io.Writer
}

// settings reads the configuration; flags are variables that come later and win.
func (p *program) settings(flags ...string) (config.Config, *slog.Logger, error) {
	c, err := config.Read(append(p.environ, flags...))
	if err != nil {
		return c, nil, err
	}
	opt := &slog.HandlerOptions{Level: c.LogLevel}
	var handler slog.Handler = slog.NewTextHandler(p.stderr, opt)
	if c.LogFormat == "json" {
		handler = slog.NewJSONHandler(p.stderr, opt)
	}
	return c, slog.New(handler), nil
}

func (p *program) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version this is",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(p.stdout, version)
			return err
		},
	}
}
