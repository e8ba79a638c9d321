package main

import (
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"
)

func (p *program) serve() *cobra.Command {
	var flags serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run this node: the console, the queue, the sockets",
		Long: "Run this node. Everything is set by the environment; README.md lists it. Without DATABASE_URL and\n" +
			"REDIS_URL both servers run as children of this process, with their data under DATA_DIR.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, log, err := p.settings(flags.environ()...)
			if err != nil {
				return err
			}
			return runNode(cmd.Context(), c, log, asItIs, func(*node) error {
				_, err := fmt.Fprintf(p.stdout, "Switchboard is at %s\n", c.Web.PublicURL)
				return err
			})
		},
	}
	flags.add(cmd)
	return cmd
}

// serveFlags are the few settings that are typed rather than kept in an environment.
type serveFlags struct {
	addr, domain, tls string
}

func (f *serveFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.addr, "addr", "", "address to listen on (ADDR)")
	cmd.Flags().StringVar(&f.domain, "domain", "", "get certificates for this domain by ACME (DOMAIN)")
	cmd.Flags().StringVar(&f.tls, "tls", "", "off, local or proxy (TLS)")
}

func (f *serveFlags) environ() []string {
	var all []string
	for name, value := range map[string]string{"ADDR": f.addr, "DOMAIN": f.domain, "TLS": f.tls} {
		if value != "" {
			all = append(all, name+"="+value)
		}
	}
	return all
}

func (p *program) migrate() *cobra.Command {
	return &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database to this version, and end",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withStore(cmd, func(*kept, *slog.Logger) error {
				_, err := fmt.Fprintln(p.stdout, "The schema is up to date.")
				return err
			})
		},
	}
}

// withStore opens what is kept for a verb that serves nobody.
func (p *program) withStore(cmd *cobra.Command, do func(*kept, *slog.Logger) error) (err error) {
	c, log, err := p.settings()
	if err != nil {
		return err
	}
	k, err := openKept(cmd.Context(), c, log, nil)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := k.close(); err == nil {
			err = closeErr
		}
	}()
	return do(k, log)
}
