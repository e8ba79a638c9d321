package field

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/server/centre"
)

// ID names a field definition.
type ID string

// Entity is what carries a field.
type Entity string

// The entities that may carry fields.
const (
	Customer Entity = "customer"
	Contact  Entity = "contact"
	Ticket   Entity = "ticket"
)

// Type is what a field may hold.
type Type string

// The types of fields.
const (
	Text   Type = "text"   // up to 500 characters
	Number Type = "number" // a finite JSON number
	Bool   Type = "bool"
	Date   Type = "date"   // 2026-11-23
	Choice Type = "choice" // one of Choices
)

// Definition is one field of the company's own.
type Definition struct {
	ID       ID       `json:"id"`
	Entity   Entity   `json:"entity" enum:"customer,contact,ticket"`
	Key      string   `json:"key" doc:"the name in custom: a letter, then letters, digits and underscores"`
	Label    string   `json:"label"`
	Type     Type     `json:"type" enum:"text,number,bool,date,choice"`
	Choices  []string `json:"choices"`
	Position int      `json:"position"`
	OnOffer  bool     `json:"on_offer" db:"on_offer" doc:"shown while work rings"`
	Version  int      `json:"version"`
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// Check says what is wrong with a definition, each field by name.
func (d Definition) Check() error {
	var wrong []centre.FieldFault
	if !slices.Contains([]Entity{Customer, Contact, Ticket}, d.Entity) {
		wrong = append(wrong, centre.FieldFault{Field: "entity", Message: "must be customer, contact or ticket"})
	}
	if !keyForm.MatchString(d.Key) {
		wrong = append(wrong, centre.FieldFault{Field: "key", Message: "must be a small letter, then up to 39 small letters, digits or underscores"})
	}
	if n := utf8.RuneCountInString(d.Label); strings.TrimSpace(d.Label) == "" || n > 80 {
		wrong = append(wrong, centre.FieldFault{Field: "label", Message: "must have 1 to 80 characters"})
	}
	if !slices.Contains([]Type{Text, Number, Bool, Date, Choice}, d.Type) {
		wrong = append(wrong, centre.FieldFault{Field: "type", Message: "must be text, number, bool, date or choice"})
	}
	if message := checkChoices(d.Type, d.Choices); message != "" {
		wrong = append(wrong, centre.FieldFault{Field: "choices", Message: message})
	}
	return centre.InvalidFields(wrong)
}

func checkChoices(t Type, choices []string) string {
	if t != Choice {
		if len(choices) > 0 {
			return "belong to fields of type choice only"
		}
		return ""
	}
	if len(choices) == 0 || len(choices) > 100 {
		return "must be 1 to 100"
	}
	seen := map[string]bool{}
	for _, c := range choices {
		if strings.TrimSpace(c) == "" || utf8.RuneCountInString(c) > 80 || seen[c] {
			return "must differ and have 1 to 80 characters each"
		}
		seen[c] = true
	}
	return ""
}
