package customer

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
	"switchboard/server/centre/zone"
)

// Edit is what may be changed about a customer; nil leaves it.
type Edit struct {
	SiteID      *centre.SiteID // empty: of none
	Name        *string
	Tier        *string
	Language    *string
	Zone        *string
	Needs       *[]string
	Preferences map[string]*string // by key; nil takes one away
	Consent     *Consents          // an empty answer leaves it
	Custom      field.Values       // by key; nil takes one away
}

// apply gives the profile that the edit leads to, or what is wrong with it.
func (e Edit) apply(p Profile, defs []field.Definition) (Profile, error) {
	custom, err := field.Change(defs, p.Custom, e.Custom)
	if err != nil {
		return Profile{}, err
	}
	p.Custom = custom
	if e.SiteID != nil {
		p.SiteID = e.SiteID
		if *e.SiteID == "" {
			p.SiteID = nil
		}
	}
	for _, f := range []struct{ to, from *string }{{&p.Name, e.Name}, {&p.Tier, e.Tier}, {&p.Language, e.Language}, {&p.Zone, e.Zone}} {
		if f.from != nil {
			*f.to = strings.TrimSpace(*f.from)
		}
	}
	if e.Needs != nil {
		p.Needs = slices.Clone(*e.Needs)
	}
	if e.Consent != nil {
		p.Consent = p.Consent.with(*e.Consent)
	}
	p.Preferences = changed(p.Preferences, e.Preferences)
	return p.tidy()
}

func changed(held map[string]string, asked map[string]*string) map[string]string {
	result := map[string]string{}
	maps.Copy(result, held)
	for key, value := range asked {
		if value == nil {
			delete(result, key)
			continue
		}
		result[key] = *value
	}
	return result
}

// with gives the answers of c, replaced by those of n that are not empty.
func (c Consents) with(n Consents) Consents {
	pick := func(old, new Consent) Consent {
		switch {
		case new != "":
			return new
		case old != "":
			return old
		}
		return Unknown
	}
	return Consents{pick(c.Calls, n.Calls), pick(c.Email, n.Email), pick(c.SMS, n.SMS), pick(c.Recording, n.Recording)}
}

// Complete gives the answers with unknown where none was given.
func (c Consents) Complete() Consents { return c.with(Consents{}) }

// The bounds of a profile, in characters and pieces.
const (
	longestName        = 200
	longestNeed        = 200
	mostNeeds          = 10
	biggestPreferences = 4 << 10 // bytes of JSON
)

// tidy gives the profile in the form in which it is kept, or names each field
// that cannot be right.
func (p Profile) tidy() (Profile, error) {
	var wrong []centre.FieldFault
	note := func(ok bool, name, message string) {
		if !ok {
			wrong = append(wrong, centre.FieldFault{Field: name, Message: message})
		}
	}
	p.Consent = p.Consent.Complete()
	note(p.Kind == Person || p.Kind == Organisation, "kind", "must be person or organisation")
	note(utf8.RuneCountInString(p.Name) <= longestName, "name", fmt.Sprintf("must have up to %d characters", longestName))
	note(slices.Contains([]string{"A", "B", "C"}, p.Tier), "tier", "must be A, B or C")
	note(p.Consent.valid(), "consent", "must be yes, no or unknown")
	note(validZone(p.Zone), "zone", "is no IANA zone")
	note(validNeeds(p.Needs), "needs", fmt.Sprintf("must be up to %d, each of 1 to %d characters", mostNeeds, longestNeed))
	body, err := json.Marshal(p.Preferences)
	note(err == nil && len(body) <= biggestPreferences, "preferences", "are too many")
	if p.Language != "" {
		tag, err := language.Parse(p.Language)
		note(err == nil, "language", "is no language such as en or en-US")
		p.Language = tag.String()
	}
	if p.Needs == nil {
		p.Needs = []string{}
	}
	return p, centre.InvalidFields(wrong)
}

func (c Consents) valid() bool {
	for _, answer := range []Consent{c.Calls, c.Email, c.SMS, c.Recording} {
		if !slices.Contains([]Consent{Yes, No, Unknown}, answer) {
			return false
		}
	}
	return true
}

func validZone(name string) bool {
	_, err := zone.Load(name)
	return name == "" || err == nil
}

func validNeeds(needs []string) bool {
	for _, n := range needs {
		if strings.TrimSpace(n) == "" || utf8.RuneCountInString(n) > longestNeed {
			return false
		}
	}
	return len(needs) <= mostNeeds
}
