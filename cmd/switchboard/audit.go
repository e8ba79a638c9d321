package main

import (
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"
)

func (p *program) audit() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Look into what was noted",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.verifyAudit())
	return cmd
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
