package rehearse

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"
	"time"

	"switchboard/server/centre/routing/virtual"
)

// Within is the limit of the service level in tables.
const Within = 20 * time.Second

// Table prints figures side by side, a line for each tally.
func Table(w io.Writer, tallies ...virtual.Tally) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "\tcallers\tserved\tabandoned\t%%\tmean wait\tp50\tp95\tmax\tof who left\twithin %.0f s\t\n", Within.Seconds())
	for i := range tallies {
		row(t, &tallies[i])
	}
	return t.Flush()
}

func row(w io.Writer, t *virtual.Tally) {
	left := virtual.Tally{Answered: t.Abandoned}
	fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", t.Class, t.Offered, len(t.Answered), len(t.Abandoned),
		percent(t.AbandonRate(0)), seconds(t.Mean()), seconds(t.Percentile(.5)), seconds(t.Percentile(.95)), seconds(t.Max()),
		seconds(left.Mean()), percent(t.Level(Within)))
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

func percent(share float64) string {
	if math.IsNaN(share) {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*share)
}
