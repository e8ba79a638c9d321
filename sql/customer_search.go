package sql

import (
	"context"
	"strings"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
)

var escapeLike = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// CustomersNamed implements customer.Finder.
func (w *Work) CustomersNamed(ctx context.Context, r centre.Reach, n customer.NameQuestion, limit int) ([]centre.CustomerID, error) {
	words, inside := namePatterns(n.Words)
	return w.customersIn(ctx, r, "customers-named", n.Whole, words[0], words[1], words[2], inside[0], inside[1], inside[2], limit)
}

// namePatterns gives the patterns by which words begin so and by which they are
// anywhere. Unused places match everything, which costs the index nothing beside
// one that does not; without any word the first place is empty.
func namePatterns(list []string) (words, inside [3]string) {
	for i := range words {
		switch {
		case i < len(list):
			words[i] = "% " + escapeLike.Replace(list[i]) + "%"
			inside[i] = words[i]
			if customer.Inside(list[i]) {
				inside[i] = "%" + escapeLike.Replace(list[i]) + "%"
			}
		case i > 0:
			words[i], inside[i] = "%", "%"
		}
	}
	return words, inside
}

// CustomersKnownBy implements customer.Finder.
func (w *Work) CustomersKnownBy(ctx context.Context, r centre.Reach, text string, inside bool, limit int) ([]centre.CustomerID, error) {
	pattern := ""
	if inside {
		pattern = "%" + escapeLike.Replace(text) + "%"
	}
	return w.customersIn(ctx, r, "customers-known-by", text, pattern, limit)
}

// CustomersAtDomain implements customer.Finder.
func (w *Work) CustomersAtDomain(ctx context.Context, r centre.Reach, domain string, limit int) ([]centre.CustomerID, error) {
	return w.customersIn(ctx, r, "customers-at-domain", domain, limit)
}

// customersIn asks among all customers or, by a statement of its own, those in reach.
func (w *Work) customersIn(ctx context.Context, r centre.Reach, statement string, args ...any) ([]centre.CustomerID, error) {
	var ids []centre.CustomerID
	if places, all := placesOf(r); !all {
		statement, args = statement+"-in-reach", append(args, idArray(places))
	}
	err := w.all(ctx, statement, &ids, args...)
	return ids, err
}

// TicketsNumbered implements customer.Finder.
func (w *Work) TicketsNumbered(ctx context.Context, r centre.Reach, digits string, limit int) ([]customer.FoundTicket, error) {
	return w.foundTickets(ctx, r, "tickets-numbered", digits, limit)
}

// TicketsAbout implements customer.Finder.
func (w *Work) TicketsAbout(ctx context.Context, r centre.Reach, text string, limit int) ([]customer.FoundTicket, error) {
	return w.foundTickets(ctx, r, "tickets-about", "%"+escapeLike.Replace(text)+"%", limit)
}

func (w *Work) foundTickets(ctx context.Context, r centre.Reach, statement, text string, limit int) ([]customer.FoundTicket, error) {
	var rows []struct {
		customer.FoundTicket
		CustomerID   centre.CustomerID `db:"customer_id"`
		CustomerName string            `db:"customer_name"`
	}
	by := seenBy(r)
	if err := w.all(ctx, statement, &rows, text, limit, by.queues, by.own); err != nil {
		return nil, err
	}
	found := make([]customer.FoundTicket, len(rows))
	for i, r := range rows {
		found[i] = r.FoundTicket
		found[i].Customer = customer.Ref{ID: r.CustomerID, Name: r.CustomerName}
	}
	return found, nil
}
