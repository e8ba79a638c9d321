package screen

import (
	"encoding/json"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
)

// MaxBytes is the most that a screen takes as JSON.
const MaxBytes = 12_000

// How many pieces a screen shows.
const (
	MostIdentities = 5
	MostContacts   = 6
	MostTickets    = 6
	MostPromises   = 4
	MostFields     = 8
	mostNeeds      = 10
	mostCustom     = 20
)

// The longest texts, in characters, before anything else must give way.
const (
	longName = 80
	longText = 120
	longURL  = 300
)

// Fit gives the screen within all bounds.
func Fit(s Screen) Screen {
	s.Identities = s.Identities[:min(len(s.Identities), MostIdentities)]
	s.Contacts = s.Contacts[:min(len(s.Contacts), MostContacts)]
	s.Tickets = s.Tickets[:min(len(s.Tickets), MostTickets)]
	s.Promises = s.Promises[:min(len(s.Promises), MostPromises)]
	s.Fields = s.Fields[:min(len(s.Fields), MostFields)]
	s.Customer.Needs = s.Customer.Needs[:min(len(s.Customer.Needs), mostNeeds)]
	s.Customer.Custom = firstFields(s.Customer.Custom, mostCustom)
	for part := 1; ; part *= 2 {
		fitted := shorten(s, part)
		if size(fitted) <= MaxBytes || part >= longURL {
			return fitted
		}
	}
}

func size(s Screen) int {
	body, err := json.Marshal(s)
	if err != nil {
		return MaxBytes + 1
	}
	return len(body)
}

// shorten cuts every text to a part of its longest.
func shorten(s Screen, part int) Screen {
	name := func(t string) string { return Cut(t, longName/part) }
	text := func(t string) string { return Cut(t, longText/part) }
	url := func(t string) string { return Cut(t, longURL/part) }

	s.Customer.Name = name(s.Customer.Name)
	s.Customer.Needs = each(s.Customer.Needs, func(n *string) { *n = text(*n) })
	s.Customer.Custom = shortFields(s.Customer.Custom, text)
	if o := s.Organisation; o != nil {
		s.Organisation = &Organisation{ID: o.ID, Name: name(o.Name), Role: name(o.Role), Since: o.Since}
	}
	if m := s.SuggestedMatch; m != nil {
		s.SuggestedMatch = &Match{ID: m.ID, Name: name(m.Name), Tier: m.Tier, By: m.By}
	}
	if p := s.Page; p != nil {
		s.Page = &OpenPage{URL: url(p.URL), Title: text(p.Title), Referrer: url(p.Referrer)}
	}
	if s.Why != nil {
		s.Why = &Reason{Text: text(s.Why.Text)}
	}
	s.Identities = each(s.Identities, func(i *customer.Identity) { i.Value = name(i.Value) })
	s.Contacts = each(s.Contacts, func(c *PastContact) {
		c.Subject, c.Queue, c.Agent, c.Disposition = text(c.Subject), name(c.Queue), name(c.Agent), name(c.Disposition)
	})
	s.Tickets = each(s.Tickets, func(t *OpenTicket) { t.Subject = text(t.Subject) })
	s.Promises = each(s.Promises, func(p *Promise) { p.Owner, p.Topic = name(p.Owner), text(p.Topic) })
	s.Fields = each(s.Fields, func(f *Shown) { f.Label, f.Value = name(f.Label), short(f.Value, text) })
	return s
}

// each gives a copy of the list, each piece changed; never nil.
func each[T any](list []T, change func(*T)) []T {
	result := append([]T{}, list...)
	for i := range result {
		change(&result[i])
	}
	return result
}

func firstFields(values field.Values, most int) field.Values {
	first := field.Values{}
	for i, key := range slices.Sorted(maps.Keys(values)) {
		if i == most {
			break
		}
		first[key] = values[key]
	}
	return first
}

func shortFields(values field.Values, cut func(string) string) field.Values {
	result := field.Values{}
	for key, value := range values {
		result[key] = short(value, cut)
	}
	return result
}

// short cuts a value that is a text.
func short(value any, cut func(string) string) any {
	if text, ok := value.(string); ok {
		return cut(text)
	}
	return value
}

// Cut gives at most limit runes of a text, the last an ellipsis where something
// was left out, and never a part of what is seen as one character.
func Cut(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	room, end := limit-1, 0
	for rest, state := text, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if room -= utf8.RuneCountInString(cluster); room < 0 {
			break
		}
		end += len(cluster)
	}
	return text[:end] + "…"
}
