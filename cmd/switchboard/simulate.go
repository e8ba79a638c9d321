package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/rehearse"
	"switchboard/cmd/switchboard/simulate"
	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

func (p *program) simulate() *cobra.Command {
	cmd := &cobra.Command{
		Use: "simulate", Short: "Have simulated people use the product, and check what became of it",
		Args: cobra.NoArgs, // cobra takes any word that is none of its verbs for a wish for help
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.simulateChats(), p.simulateCalls(), p.simulateUSBank())
	return cmd
}

// chatFlags are what a simulation of chats can be told.
type chatFlags struct {
	chats, atOnce, agents int
	speed                 float64
	seed                  uint64
	virtual               bool
}

func (p *program) simulateChats() *cobra.Command {
	var f chatFlags
	cmd := &cobra.Command{
		Use:   "chats [FILE]",
		Short: "Customers speak the conversations of FILE, agents answer; then a check by SQL",
		Long: "Starts a server of its own with an empty database, has customers chat over the public socket and agents\n" +
			"answer on console sockets, and asks the database whether every turn was stored once and seen once.\n" +
			"FILE is a CSV (gzipped or not) with the columns domain, conversation and utterance; without one,\n" +
			"a built-in set of conversations is spoken.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			scripts := simulate.Builtin
			if len(args) == 1 {
				var err error
				if scripts, err = simulate.ReadScripts(args[0], f.chats); err != nil {
					return err
				}
			}
			if f.chats < 1 || f.atOnce < 1 || f.agents < 1 || len(scripts) == 0 {
				return errors.New("--chats, --at-once and --agents must be 1 or more, and FILE hold conversations")
			}
			if f.virtual {
				return p.rehearseChats(f, scripts)
			}
			return p.runChats(cmd.Context(), f, scripts)
		},
	}
	cmd.Flags().IntVar(&f.chats, "chats", 1000, "how many chats")
	cmd.Flags().IntVar(&f.atOnce, "at-once", 100, "how many at the same time")
	cmd.Flags().IntVar(&f.agents, "agents", 30, "how many agents answer")
	cmd.Flags().Float64Var(&f.speed, "speed", 20, "1: at the pace of people; 20: twenty times that")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "of all that is random")
	cmd.Flags().BoolVar(&f.virtual, "virtual", false, "only in virtual time: no server, no waiting; --at-once is then a mean")
	return cmd
}

// rehearseChats serves the chats in virtual time.
func (p *program) rehearseChats(f chatFlags, scripts []simulate.Script) error {
	began := time.Now()
	report := rehearse.Chats(rehearse.Chatting{Scripts: scripts, Chats: f.chats, AtOnce: f.atOnce, Agents: f.agents, Seed: f.seed})
	fmt.Fprintf(p.stdout, "%d agents, %.1f %% of their time with a chat · %d decisions in %s\n",
		f.agents, 100*report.Busy, report.Decisions, time.Since(began).Round(time.Millisecond))
	return rehearse.Table(p.stdout, report.Total("virtual", everybody))
}

// runChats runs a simulation against a server of its own.
func (p *program) runChats(ctx context.Context, f chatFlags, scripts []simulate.Script) error {
	var agents []simulate.Credentials
	return p.onOwnServer(ctx, realTime, func(n *node) (err error) {
		agents, err = hire(ctx, n.house, f.agents)
		return err
	}, func(n *node) error {
		return n.simulateChats(ctx, f, scripts, agents, p.stdout, p.stderr)
	})
}

func (n *node) simulateChats(ctx context.Context, f chatFlags, scripts []simulate.Script, agents []simulate.Credentials, stdout, stderr io.Writer) error {
	url, closeDoor, err := n.sideDoor(ctx)
	if err != nil {
		return err
	}
	defer closeDoor()
	since := clock()
	bar := progressbar.NewOptions(f.chats, progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription("chats"),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish())
	report, err := simulate.Chats(ctx, simulate.Options{
		URL: url, Scripts: scripts, AtOnce: f.atOnce, Chats: f.chats, Agents: agents, Speed: f.speed, Seed: f.seed, Log: n.log,
		Progress: func(int) { _ = bar.Add(1) },
	})
	if err != nil {
		return err
	}
	_ = bar.Finish() // only a line on a terminal
	return n.judge(ctx, since, report, stdout)
}

// judge prints what was seen and what the database says of it.
func (n *node) judge(ctx context.Context, since time.Time, r simulate.Report, stdout io.Writer) error {
	db, err := n.openDatabase()
	if err != nil {
		return err
	}
	defer db.Close()
	verdict, err := simulate.Check(ctx, db, since, r)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "chats begun %d · served %d · abandoned %d · failed %d · in %s\n", r.Begun, r.Served, r.Abandoned, r.Failed, r.Took.Round(time.Second))
	fmt.Fprintf(stdout, "turns sent %d · stored %d · answered %d\n", r.Sent, verdict.Stored, r.Replies)
	fmt.Fprintf(stdout, "wait for the first answer: p50 %s · p99 %s\n", r.WaitP50.Round(time.Millisecond), r.WaitP99.Round(time.Millisecond))
	for _, problem := range r.Problems {
		fmt.Fprintln(stdout, "  problem:", problem)
	}
	for _, mistake := range verdict.Mistakes {
		fmt.Fprintln(stdout, "  MISTAKE:", mistake)
	}
	if len(verdict.Mistakes) > 0 || r.Failed > 0 {
		return errors.New("the simulation found mistakes")
	}
	fmt.Fprintln(stdout, "checked by SQL: every turn stored once and seen once, every chat at an end, nothing held by anybody")
	return nil
}

// hire makes a company of agents who all serve one public queue.
func hire(ctx context.Context, h *house, count int) ([]simulate.Credentials, error) {
	s, err := seedStaff(ctx, h)
	if err != nil {
		return nil, err
	}
	hired, ids, err := s.hire(ctx, count)
	if err != nil {
		return nil, err
	}
	return hired, s.openLine(ctx, "Simulated", ids)
}

// simulatedPassword is everybody's in a company that is thrown away.
const simulatedPassword = "simulated-agent"

// hire makes agents who serve nothing yet.
func (s *seeder) hire(ctx context.Context, count int) ([]simulate.Credentials, []centre.AgentID, error) {
	var hired []simulate.Credentials
	var ids []centre.AgentID
	for i := range count {
		email := fmt.Sprintf("agent%03d@simulated.example.com", i+1)
		made, err := s.h.agents.Create(ctx, s.by, agent.Agent{SiteID: s.by.Site, Email: email, Name: fmt.Sprintf("Agent %03d", i+1), Role: agent.RoleAgent, Locale: "en"}, simulatedPassword)
		if err != nil {
			return nil, nil, err
		}
		hired = append(hired, simulate.Credentials{Email: email, Password: simulatedPassword})
		ids = append(ids, made.ID)
	}
	return hired, ids, nil
}
