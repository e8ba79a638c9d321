package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/callday"
	"switchboard/cmd/switchboard/rehearse"
	"switchboard/server/centre/routing/virtual"
)

// callFlags are what a simulation of calls can be told.
type callFlags struct {
	day     string
	staff   rehearse.Staff
	virtual bool
	seed    uint64
}

func (p *program) simulateCalls() *cobra.Command {
	var f callFlags
	cmd := &cobra.Command{
		Use:   "calls FILE",
		Short: "A real day of calls is served again, and compared with what really became of it",
		Long: "FILE holds call records of \"Anonymous Bank\" (Technion, 1999), a CSV, gzipped or not. Who hung up waits as\n" +
			"long as they really did; who was served would have waited longer by an exponential span with the Kaplan-Meier\n" +
			"mean of their type's patience. The records say little of who was on duty: --agents does.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := p.callDay(args, f)
			if err != nil {
				return err
			}
			return p.runCalls(cmd.Context(), f, d)
		},
	}
	cmd.Flags().StringVar(&f.day, "day", "", "the day of FILE to serve: 1999-05-23; needed when FILE holds several")
	cmd.Flags().IntVar(&f.staff.Agents, "agents", 6, "how many agents are there, all day")
	cmd.Flags().DurationVar(&f.staff.Answer, "answer", 3*time.Second, "how long an agent takes to accept an offer")
	cmd.Flags().DurationVar(&f.staff.WrapUp, "wrap-up", 0, "how long an agent takes after each call")
	cmd.Flags().BoolVar(&f.virtual, "virtual", false, "in virtual time, through the same decisions: no server, no waiting")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "of all that is random")
	return cmd
}

// callDay reads the day that is to be served.
func (p *program) callDay(args []string, f callFlags) (callday.Day, error) {
	bar, err := fileBar(p.stderr, args[0])
	if err != nil {
		return callday.Day{}, err
	}
	defer func() { _ = bar.Finish() }() // only a line on a terminal
	return callday.ReadDay(callday.ReadFile(args[0], bar), f.day, f.seed)
}

// fileBar is a progress bar over the bytes of a file.
func fileBar(w io.Writer, path string) (*progressbar.ProgressBar, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	return progressbar.NewOptions64(info.Size(), progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowBytes(true), progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish()), nil
}

func (p *program) runCalls(_ context.Context, f callFlags, d callday.Day) error {
	if !f.virtual {
		return errors.New("say --virtual: days of calls are served in virtual time")
	}
	if f.staff.Agents < 1 {
		return errors.New("--agents must be 1 or more")
	}
	began := time.Now()
	report := rehearse.Calls(d, f.staff)
	took := time.Since(began)
	fmt.Fprintf(p.stdout, "%s: %s\n", d.Name, d.Source)
	fmt.Fprintf(p.stdout, "%d callers · %d agents, %.1f %% of their time at work · %d decisions in %s\n\n",
		len(d.Callers), f.staff.Agents, 100*report.Busy, report.Decisions, took.Round(time.Millisecond))
	return rehearse.Table(p.stdout, tallies(d, report)...)
}

// tallies are the lines of a day's table: how it really went, how it goes here, and that
// by type.
func tallies(d callday.Day, r virtual.Report) []virtual.Tally {
	var all []virtual.Tally
	if d.Real != nil {
		all = append(all, virtual.Tally{
			Class: "really", Offered: len(d.Real.Served) + len(d.Real.Abandoned), Answered: d.Real.Served, Abandoned: d.Real.Abandoned,
		})
	}
	all = append(all, r.Total("here", func(string) bool { return true }))
	var types []string
	for _, c := range r.Classes {
		types = append(types, c.Class)
	}
	slices.Sort(types)
	for _, name := range slices.Compact(types) {
		all = append(all, r.Total(name, func(class string) bool { return class == name }))
	}
	return all
}
