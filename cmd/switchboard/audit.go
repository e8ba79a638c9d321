package main

import (
	"fmt"
	"log/slog"
	"slices"

	"github.com/spf13/cobra"

	"switchboard/server/centre/audit"
	"switchboard/sql"
)

func (p *program) audit() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Compare all that is kept with the journal and with the promises of routing",
		Long: "Folds the journal of every item, compares it with the tables and with what routing promises, and ends with 1 when something is broken.\n" +
			"Where a node runs with a database of its own, stop it first.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withStore(cmd, func(k *kept, _ *slog.Logger) error {
				verdict, err := audit.NewAuditor(sql.Transact[audit.Books](k.store), clock).Everything(cmd.Context())
				if err != nil {
					return err
				}
				return p.report(verdict)
			})
		},
	}
	cmd.AddCommand(p.verifyAudit())
	return cmd
}

// report prints what the auditor found; anything is an error.
func (p *program) report(v audit.Verdict) error {
	lines := make([]string, 0, len(v.Violations))
	for found := range v.Violations {
		lines = append(lines, fmt.Sprintf("%s %s: %s: %s", found.Subject.Kind, found.Subject.ID, found.Invariant, found.What))
	}
	slices.Sort(lines)
	for _, line := range lines {
		if _, err := fmt.Fprintln(p.stdout, line); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(p.stdout, "%d violations in %d decisions.\n", len(lines), v.Decisions); err != nil {
		return err
	}
	if len(lines) > 0 {
		return fmt.Errorf("%d promises are broken", len(lines))
	}
	return nil
}

func (p *program) verifyAudit() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Prove that the journal is as it was written",
		Long: "Computes the journal's hash chain from its beginning. Ends with 1 at the first event that was changed, removed or put in.\n" +
			"Where a node runs with a database of its own, stop it first.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withStore(cmd, func(k *kept, _ *slog.Logger) error {
				n, err := k.store.VerifyChain(cmd.Context())
				if err != nil {
					return fmt.Errorf("the journal was tampered with, or could not be read, after %d good events: %w", n, err)
				}
				_, err = fmt.Fprintf(p.stdout, "%d events, each as it was written.\n", n)
				return err
			})
		},
	}
}
