package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/callday"
	"switchboard/cmd/switchboard/rehearse"
	"switchboard/server/centre/routing/virtual"
)

func (p *program) simulateUSBank() *cobra.Command {
	var seed uint64
	cmd := &cobra.Command{
		Use:   "usbank FOLDER",
		Short: "A day of seventeen skills in virtual time, beside FIFO and a c·mu rule on the same arrivals",
		Long: "FOLDER holds classes.csv and intervals_5min.csv: the rates of US Bank's call centre in 2003, seventeen classes\n" +
			"of customers, the agents on duty for each five minutes. Everybody knows every skill. Ours makes tiers of what an\n" +
			"hour of waiting costs: A from 30, B from 24, C below; c·mu serves strictly by cost over mean service.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			centre, err := callday.ReadUSBank(args[0])
			if err != nil {
				return err
			}
			return p.runSkills(&centre, centre.Day(seed))
		},
	}
	cmd.Flags().Uint64Var(&seed, "seed", 1, "of all that is random")
	return cmd
}

func (p *program) runSkills(c *callday.Centre, d callday.Day) error {
	fmt.Fprintf(p.stdout, "%s: %s\n%d callers of %d classes\n\n", d.Name, d.Source, len(d.Callers), len(c.Classes))
	rules := rehearse.Rules(c)
	reports := make([]virtual.Report, len(rules))
	for i, rule := range rules {
		began := time.Now()
		reports[i] = rehearse.Skills(c, d, rule)
		fmt.Fprintf(p.stderr, "%s: %d decisions in %s\n", rule.Name, reports[i].Decisions, time.Since(began).Round(10*time.Millisecond))
	}
	t := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	head, under := "class\tcallers\t", "\t\t"
	for _, rule := range rules {
		head += rule.Name + "\t\t"
		under += "mean wait\tleft\t"
	}
	fmt.Fprintf(t, "%s\n%s\n", head, under)
	for _, class := range c.Classes {
		skillsRow(t, reports, class.Name, func(name string) bool { return name == class.Name })
	}
	skillsRow(t, reports, "all", func(string) bool { return true })
	line := "cost of waiting\t\t"
	for i := range reports {
		line += fmt.Sprintf("%.0f\t\t", rehearse.Cost(c, &reports[i]))
	}
	fmt.Fprintln(t, line)
	return t.Flush()
}

func skillsRow(t *tabwriter.Writer, reports []virtual.Report, name string, keep func(class string) bool) {
	for i := range reports {
		sum := reports[i].Total(name, keep)
		if i == 0 {
			fmt.Fprintf(t, "%s\t%d\t", name, sum.Offered)
		}
		fmt.Fprintf(t, "%.1f s\t%.1f %%\t", sum.MeanOfAll().Seconds(), 100*sum.AbandonRate(0))
	}
	fmt.Fprintln(t)
}
