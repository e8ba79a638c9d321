package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/callday"
	"switchboard/cmd/switchboard/rehearse"
)

func (p *program) replayOrder() *cobra.Command {
	return &cobra.Command{
		Use:   "replay-order FILE...",
		Short: "Ask of real calls whether our order picks those whom the bank really took",
		Long: "Each FILE holds call records of \"Anonymous Bank\" (Technion, 1999), a CSV, gzipped or not. Whenever a service\n" +
			"really began, the callers of its type who were waiting then, two or more, are shown to the decision of the\n" +
			"router, with the bank's rule: in order of time in queue, high priority with a credit of 90 s. A pick agrees\n" +
			"when its service really began within 2 s of that one. Beside it, first come, first served.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, files []string) error {
			var months []rehearse.Agreement
			for _, file := range files {
				of, err := p.replayFile(file)
				if err != nil {
					return err
				}
				months = append(months, of...)
			}
			return p.printAgreements(months)
		},
	}
}

func (p *program) replayFile(file string) ([]rehearse.Agreement, error) {
	bar, err := fileBar(p.stderr, file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = bar.Finish() }() // only a line on a terminal
	months, err := rehearse.ReplayOrder(callday.ReadFile(file, bar))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return months, nil
}

func (p *program) printAgreements(months []rehearse.Agreement) error {
	t := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "month\tstarts\tours\tFIFO\t")
	total := rehearse.Agreement{Month: "total"}
	for _, m := range months {
		total.Add(m)
		printAgreement(t, m)
	}
	printAgreement(t, total)
	return t.Flush()
}

func printAgreement(t *tabwriter.Writer, a rehearse.Agreement) {
	ours, fifo := a.Shares()
	fmt.Fprintf(t, "%s\t%d\t%.1f %%\t%.1f %%\t\n", a.Month, a.Starts, 100*ours, 100*fifo)
}
