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
	day      string
	from, to time.Duration
	staff    rehearse.Staff
	speed    float64
	virtual  bool
	seed     uint64
}

func (p *program) simulateCalls() *cobra.Command {
	var f callFlags
	cmd := &cobra.Command{
		Use:   "calls [FILE]",
		Short: "A real day of calls is served again: by a server, in virtual time, and beside what really became of it",
		Long: "FILE holds call records of \"Anonymous Bank\" (Technion, 1999), a CSV, gzipped or not. Who hung up waits as\n" +
			"long as they really did; who was served would have waited longer by an exponential span with the Kaplan-Meier\n" +
			"mean of their type's patience. The records say little of who was on duty: --agents does. Without FILE the day\n" +
			"is drawn by published rates, and --agents is how many are there in its busiest half-hour.\n\n" +
			"Starts a server of its own with an empty database and a clock that goes --speed times as fast. A telephone\n" +
			"system announces the calls at the REST door, agents answer at console sockets, and the database is asked what\n" +
			"became of them. The same day in virtual time, through the same decisions, must agree: as many served and left\n" +
			"within 2 %, their mean wait within 5 % or 1 s.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := p.callDay(args, &f)
			if err != nil {
				return err
			}
			return p.runCalls(cmd.Context(), f, d)
		},
	}
	cmd.Flags().StringVar(&f.day, "day", "", "the day of FILE to serve: 1999-05-23; needed when FILE holds several")
	cmd.Flags().DurationVar(&f.from, "from", 0, "serve only those who call from then on: 9h")
	cmd.Flags().DurationVar(&f.to, "to", 48*time.Hour, "and before then: 10h30m")
	cmd.Flags().IntVar(&f.staff.Agents, "agents", 0, "how many agents are there; 0: 6 with FILE, 24 without")
	cmd.Flags().DurationVar(&f.staff.Answer, "answer", 3*time.Second, "how long an agent takes to accept an offer")
	cmd.Flags().DurationVar(&f.staff.WrapUp, "wrap-up", 0, "how long an agent takes after each call")
	cmd.Flags().Float64Var(&f.speed, "speed", 60, "how fast the server's clock goes: 1 to 60")
	cmd.Flags().BoolVar(&f.virtual, "virtual", false, "only in virtual time: no server, no waiting")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "of all that is random")
	return cmd
}

// callDay reads or draws the day that is to be served.
func (p *program) callDay(args []string, f *callFlags) (callday.Day, error) {
	if f.staff.Agents < 0 || f.speed < 1 || f.speed > 60 {
		return callday.Day{}, errors.New("--agents must be 0 or more, --speed from 1 to 60")
	}
	d, err := p.wholeDay(args, f)
	if err != nil {
		return d, err
	}
	if d = d.Part(f.from, f.to); len(d.Callers) == 0 {
		return d, fmt.Errorf("nobody calls from %s to %s", f.from, f.to)
	}
	return d, nil
}

func (p *program) wholeDay(args []string, f *callFlags) (callday.Day, error) {
	if len(args) == 0 {
		most := f.staff.Agents
		f.staff.Agents = 0 // the day says who is there when
		if most == 0 {
			most = 24
		}
		return callday.Builtin(most, f.seed), nil
	}
	if f.staff.Agents == 0 {
		f.staff.Agents = 6
	}
	bar, err := fileBar(p.stderr, args[0])
	if err != nil {
		return callday.Day{}, err
	}
	defer func() { _ = bar.Finish() }() // only a line on a terminal
	d, err := callday.ReadDay(callday.ReadFile(args[0], bar), f.day, f.seed)
	if err != nil {
		return d, fmt.Errorf("%s: %w", args[0], err)
	}
	return d, nil
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

func (p *program) runCalls(ctx context.Context, f callFlags, d callday.Day) error {
	began := time.Now()
	report := rehearse.Calls(d, f.staff)
	took := time.Since(began)
	most := slices.MaxFunc(f.staff.Duties(d), func(a, b callday.Duty) int { return a.Agents - b.Agents })
	fmt.Fprintf(p.stdout, "%s: %s\n", d.Name, d.Source)
	fmt.Fprintf(p.stdout, "%d callers · at most %d agents, %.1f %% of their time at work · in virtual time %d decisions in %s\n",
		len(d.Callers), most.Agents, 100*report.Busy, report.Decisions, took.Round(time.Millisecond))
	lines := tallies(d, report)
	if f.virtual {
		return rehearse.Table(p.stdout, lines...)
	}
	began = time.Now()
	live, err := p.serveLive(ctx, f, d)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "live at %g times the pace of people, in %s; checked by SQL: every call at an end, none doubled, nothing held\n",
		f.speed, time.Since(began).Round(time.Second))
	if err := rehearse.Table(p.stdout, append([]virtual.Tally{live}, lines...)...); err != nil {
		return err
	}
	return rehearse.Agree(live, report.Total("virtual", everybody))
}

func everybody(string) bool { return true }

// tallies are the lines of a day's table: in virtual time, how it really went, and by type.
func tallies(d callday.Day, r virtual.Report) []virtual.Tally {
	all := []virtual.Tally{r.Total("virtual", everybody)}
	if d.Real != nil {
		all = append(all, virtual.Tally{
			Class: "really", Offered: len(d.Real.Served) + len(d.Real.Abandoned), Answered: d.Real.Served, Abandoned: d.Real.Abandoned,
		})
	}
	var types []string
	for _, c := range r.Classes {
		types = append(types, c.Class)
	}
	slices.Sort(types)
	if types = slices.Compact(types); len(types) == 1 {
		return all
	}
	for _, name := range types {
		all = append(all, r.Total(name, func(class string) bool { return class == name }))
	}
	return all
}
