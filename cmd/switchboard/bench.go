package main

import (
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/bench"
	"switchboard/cmd/switchboard/embedded"
	"switchboard/server/centre"
	"switchboard/sql"
)

func (p *program) bench() *cobra.Command {
	var asJSON, quick bool
	var markdown string
	cmd := &cobra.Command{
		Use:   "bench [all | NAME…]",
		Short: "Measure this machine's figures, each beside a limit or a peer",
		Long: "Starts a server of its own with an empty database, loads it from this process, and prints what its\n" +
			"clients saw. The figures: " + strings.Join(bench.Names(), ", ") + ".",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == "all" {
				args = nil
			}
			if err := bench.Known(args); err != nil { // before any server is started
				return err
			}
			if !asJSON {
				if err := bench.Head(p.stdout); err != nil {
					return err
				}
			}
			report, err := p.runBench(cmd.Context(), args, quick, func(f []bench.Figure) error { return bench.Print(p.stdout, asJSON, f) })
			if markdown == "" || len(report.Figures) == 0 {
				return err
			}
			return errors.Join(err, os.WriteFile(markdown, []byte(report.Markdown()), 0o644))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "an object a line instead of columns")
	cmd.Flags().BoolVar(&quick, "quick", false, "in under a minute, with null for what that cannot give")
	cmd.Flags().StringVar(&markdown, "markdown", "", "write the figures to this file too, as a page with the machine named")
	return cmd
}

// benchBare is the process beside which ours is measured.
func (p *program) benchBare() *cobra.Command {
	return &cobra.Command{
		Use: "bench-bare ADDR", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return bench.Bare(cmd.Context(), args[0]) },
	}
}

// runBench measures on servers of its own, whose data is thrown away.
func (p *program) runBench(ctx context.Context, names []string, quick bool, tell func([]bench.Figure) error) (report bench.Report, err error) {
	dir, err := scratch("bench")
	if err != nil {
		return report, err
	}
	defer os.RemoveAll(dir)
	c, log, err := p.settings("DATA_DIR=" + dir)
	if err != nil {
		return report, err
	}
	servers, err := embedded.Start(ctx, embedded.Options{
		Dir: filepath.Join(dir, "data"), PostgresBin: c.Embedded.PostgresBin, RedisBin: c.Embedded.RedisBin, User: c.Embedded.User, Log: log,
	})
	if err != nil {
		return report, err
	}
	defer func() {
		soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = servers.Stop(soon) // roughly then: nobody waits for millions of rows to be written that are thrown away
	}()
	databases, err := benchDatabases(ctx, servers.DatabaseURL())
	if err != nil {
		return report, err
	}
	store, err := sql.Open(ctx, databases[1], sql.Options{})
	if err != nil {
		return report, err
	}
	defer store.Close()
	db, err := stdsql.Open("postgres", databases[1])
	if err != nil {
		return report, err
	}
	defer db.Close()
	program, err := os.Executable()
	if err != nil {
		return report, err
	}
	routing := build(store, clock).routing
	return bench.Run(ctx, bench.Options{
		Quick: quick, Program: program, Database: databases[0], Other: db, Killed: databases[2], Colleagues: colleagues(),
		Environ: []string{
			"REDIS_URL=" + servers.RedisURL(), "DATA_DIR=" + filepath.Join(dir, "served"),
			"PUBLIC_URL=http://localhost", "LOG_LEVEL=ERROR",
			"READS_PER_MINUTE=0", "WRITES_PER_MINUTE=0", "VISITS_PER_MINUTE=0",
		},
		Progress: func(what string) { fmt.Fprintf(p.stderr, "%s  %s\n", time.Now().Format(time.TimeOnly), what) },
		Round:    func(ctx context.Context, pool string) (int, error) { return routing.Round(ctx, centre.SiteID(pool)) },
	}, names, tell)
}

// benchDatabases makes three databases with the schema on a server: one that is served,
// one on which decisions are made by hand, and one whose server is killed.
func benchDatabases(ctx context.Context, server string) (urls [3]string, err error) {
	db, err := stdsql.Open("postgres", server)
	if err != nil {
		return urls, err
	}
	defer db.Close()
	for i, name := range []string{"bench_served", "bench_decided", "bench_killed"} {
		if _, err := db.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
			return urls, err
		}
		u, err := url.Parse(server)
		if err != nil {
			return urls, fmt.Errorf("database url: %w", err)
		}
		u.Path = "/" + name
		urls[i] = u.String()
		if err := schema(ctx, urls[i]); err != nil {
			return urls, err
		}
	}
	return urls, nil
}

// schema brings a database to this version, with somewhere to write the journal.
func schema(ctx context.Context, database string) error {
	store, err := sql.Open(ctx, database, sql.Options{})
	if err != nil {
		return err
	}
	if _, err := store.Migrate(ctx); err != nil {
		return errors.Join(err, store.Close())
	}
	return errors.Join(store.PartitionJournal(ctx, clock()), store.Close())
}
