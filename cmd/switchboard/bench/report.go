package bench

import (
	"fmt"
	"strings"
	"time"
)

// Report is a whole run for people who were not there.
type Report struct {
	Machine string // as machine says it
	Busy    string // the load that was there before; "": nobody knows
	Quick   bool
	Began   time.Time
	Took    time.Duration
	Figures []Figure
}

// Markdown is the report as a page: a table of what was seen beside what is promised,
// then how each was measured.
func (r *Report) Markdown() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	verb := "make bench"
	if r.Quick {
		verb = "QUICK=1 make bench"
	}
	line("# Figures\n")
	line("What `%s` saw on %s in %s, on %s.", verb, r.Began.Format(time.DateOnly), r.Took.Round(time.Second), r.Machine)
	if r.Busy != "" {
		line("A minute before it began, %s processes wanted a processor; those were not ours.", r.Busy)
	}
	line("Load comes from a second process on the same machine. Each limit is what the same machine did in the same")
	line("run with nothing of ours in it; peers were measured on two cores like these.\n")
	line("| | seen | promised | limit | of the limit | peer |")
	line("|---|---:|---:|---:|---:|---|")
	for _, f := range r.Figures {
		s := standards[f.Name]
		seen, limit := f.seen(), "–"
		if f.Value != nil && !s.open && !s.keeps(*f.Value) {
			seen = "**" + seen + "**"
		}
		if f.beside != nil {
			limit = number(f.beside.value)
		}
		line("| %s | %s | %s | %s | %s | %s |", s.title, seen, s.promise(), limit, f.ratio(), or(s.peer, "–"))
	}
	line("\nBold falls short of what is promised.\n")
	for _, f := range r.Figures {
		line("- **%s** (`%s`, n = %d): %s", standards[f.Name].title, f.Name, f.N, f.Note)
		if f.beside != nil {
			line("  The limit is %s %s.", f.beside.limit, number(f.beside.value))
		}
	}
	return b.String()
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
