package customer

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
)

// MergeID names a merge.
type MergeID string

// Merge is one customer's record given up for another's.
type Merge struct {
	ID       MergeID
	From     centre.CustomerID
	Into     centre.CustomerID
	At       time.Time
	By       string // the actor's id
	Moved    Moved
	UndoneAt *time.Time
}

// Moved is all that a merge changed, so that undo gives back just that.
type Moved struct {
	Belongings
	Filled Filled `json:"filled"`
}

// Belongings are the ids of what hangs on a customer's record.
type Belongings struct {
	Identities        []IdentityID        `json:"identities"`
	PersonLinks       []LinkID            `json:"person_links"`
	OrganisationLinks []LinkID            `json:"organisation_links"`
	Visitors          []centre.VisitorID  `json:"visitors"`
	Blocks            []string            `json:"blocks"` // ids of who is kept from them
	Items             []centre.ItemID     `json:"items"`
	Contacts          []centre.ContactID  `json:"contacts"`
	Tickets           []centre.TicketID   `json:"tickets"`
	Callbacks         []centre.CallbackID `json:"callbacks"`
}

// Filled is what the survivor's profile got from the other's.
type Filled struct {
	Name        string            `json:"name,omitempty"`
	Language    string            `json:"language,omitempty"`
	Zone        string            `json:"zone,omitempty"`
	Site        *centre.SiteID    `json:"site,omitempty"`
	Needs       []string          `json:"needs,omitempty"`
	Preferences map[string]string `json:"preferences,omitempty"`
	Custom      field.Values      `json:"custom,omitempty"`
	Refused     Consents          `json:"refused"` // the survivor's own answers where the other's refusal took their place
}

// fill gives the survivor's profile with its blanks filled from the other's,
// and what was filled.
func fill(into, from Profile) (Profile, Filled) {
	var f Filled
	for _, text := range []struct{ to, from, note *string }{
		{&into.Name, &from.Name, &f.Name},
		{&into.Language, &from.Language, &f.Language},
		{&into.Zone, &from.Zone, &f.Zone},
	} {
		if *text.to == "" && *text.from != "" {
			*text.to, *text.note = *text.from, *text.from
		}
	}
	if into.SiteID == nil && from.SiteID != nil {
		into.SiteID, f.Site = from.SiteID, from.SiteID
	}
	for _, need := range from.Needs {
		if !slices.Contains(into.Needs, need) {
			f.Needs = append(f.Needs, need)
		}
	}
	into.Needs = append(slices.Clone(into.Needs), f.Needs...)
	into.Preferences, f.Preferences = fillMap(into.Preferences, from.Preferences)
	into.Custom, f.Custom = fillMap(into.Custom, from.Custom)
	eachConsent(&into.Consent, &from.Consent, &f.Refused, func(to, from, note *Consent) {
		if *from == No && *to != No {
			*note, *to = *to, No
		}
	})
	return into, f
}

func fillMap[M ~map[string]V, V any](into, from M) (result, filled M) {
	result, filled = M{}, M{}
	maps.Copy(result, into)
	for key, value := range from {
		if _, has := into[key]; !has {
			result[key], filled[key] = value, value
		}
	}
	return result, filled
}

// empty takes away what a merge filled, where it is still as it was filled.
func empty(p Profile, f Filled) Profile {
	for _, text := range []struct {
		to   *string
		note string
	}{{&p.Name, f.Name}, {&p.Language, f.Language}, {&p.Zone, f.Zone}} {
		if text.note != "" && *text.to == text.note {
			*text.to = ""
		}
	}
	if f.Site != nil && p.SiteID != nil && *p.SiteID == *f.Site {
		p.SiteID = nil
	}
	p.Needs = slices.DeleteFunc(slices.Clone(p.Needs), func(n string) bool { return slices.Contains(f.Needs, n) })
	p.Preferences = emptyMap(p.Preferences, f.Preferences)
	p.Custom = emptyMap(p.Custom, f.Custom)
	eachConsent(&p.Consent, &Consents{}, &f.Refused, func(to, _, note *Consent) {
		if *note != "" && *to == No {
			*to = *note
		}
	})
	return p
}

// only gives what p says of what f filled.
func only(p Profile, f Filled) Profile {
	var q Profile
	if f.Name != "" {
		q.Name = p.Name
	}
	if f.Language != "" {
		q.Language = p.Language
	}
	if f.Zone != "" {
		q.Zone = p.Zone
	}
	if f.Site != nil {
		q.SiteID = p.SiteID
	}
	for _, need := range p.Needs {
		if slices.Contains(f.Needs, need) {
			q.Needs = append(q.Needs, need)
		}
	}
	q.Preferences, q.Custom = onlyMap(p.Preferences, f.Preferences), onlyMap(p.Custom, f.Custom)
	eachConsent(&q.Consent, &p.Consent, &f.Refused, func(to, from, note *Consent) {
		if *note != "" {
			*to = *from
		}
	})
	return q
}

func onlyMap[M ~map[string]V, V any](held, filled M) M {
	result := M{}
	for key := range filled {
		if value, has := held[key]; has {
			result[key] = value
		}
	}
	return result
}

// and gives what was filled at two times.
func (f Filled) and(later Filled) Filled {
	f.Name, f.Language, f.Zone = cmp.Or(later.Name, f.Name), cmp.Or(later.Language, f.Language), cmp.Or(later.Zone, f.Zone)
	f.Site = cmp.Or(later.Site, f.Site)
	f.Needs = append(slices.Clone(f.Needs), later.Needs...)
	f.Preferences, f.Custom = bothMaps(f.Preferences, later.Preferences), bothMaps(f.Custom, later.Custom)
	eachConsent(&f.Refused, &later.Refused, &Consents{}, func(to, from, _ *Consent) { *to = cmp.Or(*from, *to) })
	return f
}

func bothMaps[M ~map[string]V, V any](one, two M) M {
	result := M{}
	maps.Copy(result, one)
	maps.Copy(result, two)
	return result
}

func emptyMap[M ~map[string]V, V comparable](held, filled M) M {
	result := maps.Clone(held)
	maps.DeleteFunc(result, func(key string, value V) bool {
		was, did := filled[key]
		return did && was == value
	})
	return result
}

func eachConsent(to, from, note *Consents, do func(to, from, note *Consent)) {
	do(&to.Calls, &from.Calls, &note.Calls)
	do(&to.Email, &from.Email, &note.Email)
	do(&to.SMS, &from.SMS, &note.SMS)
	do(&to.Recording, &from.Recording, &note.Recording)
}
