package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// part measures a few figures that belong together.
type part struct {
	names []string
	run   func(context.Context, *stage) ([]Figure, error)
}

// parts in the order in which they run: later ones leave more behind in the database.
var parts = []part{
	{[]string{"start_ms"}, starting},
	{[]string{"offer_p50_ms", "offer_p99_ms"}, offers},
	{[]string{"push_p50_ms", "push_p99_ms"}, pushes},
	{[]string{"routed_per_s"}, routed},
	{[]string{"board_p99_ms"}, board},
	{[]string{"api_calls_per_s"}, reads},
	{[]string{"sockets", "socket_kb"}, sockets},
	{[]string{"decision_p99_ms"}, decision},
	{[]string{"assignments_per_s"}, assignments},
	{[]string{"kill_lost", "kill_doubled"}, kills},
	{[]string{"list_70k_p99_ms"}, list70k},
	{[]string{"list_1m_p99_ms"}, list1m},
	{[]string{"search_1m_p99_ms"}, search1m},
}

// Names are the figures there are.
func Names() []string {
	var all []string
	for _, p := range parts {
		all = append(all, p.names...)
	}
	return all
}

// Known refuses names of which there is no figure.
func Known(names []string) error {
	for _, name := range names {
		if !slices.Contains(Names(), name) {
			return fmt.Errorf("there is no figure %q; there are %s", name, strings.Join(Names(), ", "))
		}
	}
	return nil
}

// Run measures the figures of those names, or all for none, and tells each as it comes. A
// part that fails leaves its figures without values and the others alone.
func Run(ctx context.Context, o Options, names []string, tell func([]Figure) error) (Report, error) {
	r := Report{Quick: o.Quick, Began: time.Now(), Busy: busy()}
	if err := Known(names); err != nil {
		return r, err
	}
	s, err := newStage(ctx, o)
	if err != nil {
		return r, err
	}
	defer s.close()
	if r.Machine, err = machine(ctx, s.db); err != nil {
		return r, err
	}
	for _, p := range parts {
		if len(names) > 0 && !slices.ContainsFunc(p.names, func(n string) bool { return slices.Contains(names, n) }) {
			continue
		}
		s.say("measure %s", strings.Join(p.names, ", "))
		figures, failed := p.measure(ctx, s)
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		r.Figures, r.Took = append(r.Figures, figures...), time.Since(r.Began)
		err = errors.Join(err, failed)
		if told := tell(figures); told != nil {
			return r, errors.Join(err, told)
		}
	}
	return r, err
}

// measure gives the part's figures, those without values that could not be measured.
func (p part) measure(ctx context.Context, s *stage) ([]Figure, error) {
	figures, err := p.run(ctx, s)
	if err == nil {
		err = s.hold(ctx, figures)
	}
	if err == nil {
		return figures, nil
	}
	err = fmt.Errorf("%s: %w", p.names[0], err)
	figures = nil
	for _, name := range p.names {
		figures = append(figures, ungiven(name, err.Error()))
	}
	return figures, err
}
