package floor

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// longestWord is how much an overflow rule may tell a customer, in characters.
const longestWord = 1000

// overflow names what is wrong about overflow rules by themselves.
func (f *faults) overflow(rules []routing.Overflow) {
	f.Unless(len(rules) <= routing.MaxOverflowRules, "overflow", fmt.Sprintf("must be %d rules at most", routing.MaxOverflowRules))
	whens := []routing.When{routing.Expected, routing.Waited, routing.Length, routing.Unstaffed, routing.Unroutable}
	actions := []routing.Action{routing.ToQueue, routing.OfferCallback, routing.ToTicket, routing.Deflect, routing.PlayClosed}
	for i := range rules {
		r, at := &rules[i], fmt.Sprintf("overflow[%d]", i)
		r.Text, r.URL = strings.TrimSpace(r.Text), strings.TrimSpace(r.URL)
		f.Unless(slices.Contains(whens, r.When), at+".when", fmt.Sprintf("must be one of %v", whens))
		f.Unless(slices.Contains(actions, r.Action), at+".action", fmt.Sprintf("must be one of %v", actions))
		switch r.When {
		case routing.Expected, routing.Waited:
			f.Between(at+".over", r.Over, 1, 24*3600)
		case routing.Length:
			f.Between(at+".over", r.Over, 1, 10_000)
		default:
			f.Unless(r.Over == 0, at+".over", "has no meaning here")
		}
		f.Unless((r.Action == routing.ToQueue) == (r.QueueID != ""), at+".queue_id", "must be given with queue, and with nothing else")
		f.Unless(utf8.RuneCountInString(r.Text) <= longestWord, at+".text", fmt.Sprintf("must be %d characters at most", longestWord))
		f.Unless(r.Action != routing.Deflect || r.Text != "" || r.URL != "", at+".text", "must say where else to look")
		f.Unless(r.URL == "" || r.Action == routing.Deflect && webAddress(r.URL), at+".url", "must be an address of the web, with deflect")
	}
}

// webAddress reports whether a link may be shown to customers.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(text) <= 500
}

// Way is where a queue overflows to.
type Way struct {
	QueueID centre.QueueID
	Name    string
	To      []centre.QueueID
}

// ways names every rule of a queue that sends work where there is nothing, or round in a
// circle.
func (f *faults) ways(ctx context.Context, w RuleStore, q *Queue) error {
	to := func(r routing.Overflow) bool { return r.Action == routing.ToQueue }
	if !slices.ContainsFunc(q.Overflow, to) {
		return nil
	}
	all, err := w.OverflowWays(ctx)
	if err != nil {
		return err
	}
	names, next := map[centre.QueueID]string{}, map[centre.QueueID][]centre.QueueID{}
	for _, way := range all {
		names[way.QueueID], next[way.QueueID] = way.Name, way.To
	}
	names[q.ID], next[q.ID] = q.Name, nil
	for i, r := range q.Overflow {
		at := fmt.Sprintf("overflow[%d].queue_id", i)
		if !to(r) {
			continue
		}
		if _, known := names[r.QueueID]; !known {
			f.Unless(false, at, "no such queue")
			continue
		}
		if back := path(next, r.QueueID, q.ID); back != nil {
			round := []string{q.Name}
			for _, id := range back {
				round = append(round, names[id])
			}
			f.Unless(false, at, "goes round in a circle: "+strings.Join(round, " → "))
		}
	}
	return nil
}

// path is the shortest way from one queue to another along where they overflow to, both
// included; nil: there is none.
func path(next map[centre.QueueID][]centre.QueueID, from, to centre.QueueID) []centre.QueueID {
	before := map[centre.QueueID]centre.QueueID{from: ""}
	for line := []centre.QueueID{from}; len(line) > 0; line = line[1:] {
		if line[0] == to {
			var way []centre.QueueID
			for at := to; at != ""; at = before[at] {
				way = append(way, at)
			}
			slices.Reverse(way)
			return way
		}
		for _, n := range next[line[0]] {
			if _, seen := before[n]; !seen {
				before[n] = line[0]
				line = append(line, n)
			}
		}
	}
	return nil
}
