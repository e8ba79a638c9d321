package customer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// question is what somebody typed into the search box, understood: which
// indexes to ask, in which order.
type question struct {
	steps  []step
	number string // digits with which a ticket's number begins
	about  string // text in a ticket's subject
}

// step is one index to ask: exactly one of the three is set.
type step struct {
	known  *knownQuestion
	names  *NameQuestion
	domain *string // of an e-mail address
}

type knownQuestion struct {
	text   string
	inside bool // any part of the identity, not only its beginning
	sharp  bool // who is found by this is who was meant: nothing else is asked
}

// NameQuestion asks for names: first those that begin with Whole, then those
// with a word that begins with each of Words, then those that hold each of Words
// anywhere. Names are compared without capitals and accents.
type NameQuestion struct {
	Whole string
	Words []string // at most mostWords, each with a letter or digit
}

const (
	longestQuestion = 100
	mostWords       = 3
)

var (
	numberForm = regexp.MustCompile(`^#\s*[0-9]{1,18}$`)
	idForm     = regexp.MustCompile(`^[^ ]*[0-9._][^ ]*$`) // looks like an address or another system's id
	phoneForm  = regexp.MustCompile(`^\+?[0-9()./\s-]+$`)
	noDigits   = regexp.MustCompile(`[^0-9]+`)
)

// ask understands what was typed.
func ask(text, region string) question {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	if r := []rune(text); len(r) > longestQuestion {
		text = string(r[:longestQuestion])
	}
	digits := noDigits.ReplaceAllString(text, "")
	switch {
	case text == "":
		return question{}
	case numberForm.MatchString(text):
		return question{number: digits}
	case strings.Contains(text, "@"):
		return askEmail(text)
	case digits != "" && phoneForm.MatchString(text):
		return askDigits(text, digits, region)
	}
	q := question{steps: []step{{names: askNames(text)}, {known: &knownQuestion{text: text}}}}
	if idForm.MatchString(text) {
		slices.Reverse(q.steps)
	}
	if searchable(text) {
		q.about = text
	}
	return q
}

// askEmail looks for an address from its beginning, then for one that holds the
// text; a text that begins with @ is a domain.
func askEmail(text string) question {
	if domain, ok := strings.CutPrefix(text, "@"); ok {
		return question{steps: []step{{domain: &domain}}}
	}
	q := question{steps: []step{{known: &knownQuestion{text: text, sharp: true}}}}
	if searchable(text) {
		q.steps = append(q.steps, step{known: &knownQuestion{text: text, inside: true}})
	}
	return q
}

// askDigits looks for a whole telephone number as it is dialled here, then for those
// that begin so, then for the digits anywhere, then for a ticket. The beginning comes
// first because every number may hold the digits: all of one town, say.
func askDigits(text, digits, region string) question {
	var q question
	if n, err := phonenumbers.Parse(text, region); err == nil && phonenumbers.IsValidNumber(n) {
		q.steps = append(q.steps, step{known: &knownQuestion{text: phonenumbers.Format(n, phonenumbers.E164), sharp: true}})
	}
	// The zero dialled in front of a national number is no part of it in E.164.
	if significant := strings.TrimLeft(digits, "0"); len(significant) >= 3 {
		begins := "+" + significant
		if !strings.HasPrefix(text, "+") {
			begins = fmt.Sprintf("+%d%s", phonenumbers.GetCountryCodeForRegion(region), significant)
		}
		q.steps = append(q.steps, step{known: &knownQuestion{text: begins}})
		q.steps = append(q.steps, step{known: &knownQuestion{text: significant, inside: true}})
	}
	q.steps = append(q.steps, step{names: askNames(text)})
	if len(digits) <= 18 {
		q.number = digits
	}
	return q
}

// askNames takes the longest words, since they are the rarest.
func askNames(text string) *NameQuestion {
	// Marks around a word are no part of a name, and no trigram tells "smith." from "smith".
	var words []string
	for _, w := range strings.Fields(text) {
		if w = strings.TrimFunc(w, func(r rune) bool { return !isWordRune(r) }); w != "" {
			words = append(words, w)
		}
	}
	slices.SortStableFunc(words, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	return &NameQuestion{Whole: text, Words: words[:min(len(words), mostWords)]}
}

// searchable reports whether a text holds three letters or digits in a row,
// without which a trigram index cannot find it inside others.
func searchable(text string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(text, func(r rune) bool { return !isWordRune(r) }),
		func(run string) bool { return utf8.RuneCountInString(run) >= 3 })
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// Inside reports whether a word is looked for inside words; a short one only at
// their beginning.
func Inside(word string) bool { return searchable(word) }
