package centre

import (
	"fmt"
	"unicode/utf8"
)

// Faults gathers the fields of something that are wrong, so that all are told at once.
type Faults []FieldFault

// Unless notes a fault of a field unless it is as it must be.
func (f *Faults) Unless(ok bool, field, message string) {
	if !ok {
		*f = append(*f, FieldFault{Field: field, Message: message})
	}
}

// Between asks for a number of low to high.
func (f *Faults) Between(field string, n, low, high int) {
	f.Unless(n >= low && n <= high, field, fmt.Sprintf("must be %d to %d", low, high))
}

// Text asks for so many characters.
func (f *Faults) Text(field, text string, shortest, longest int) {
	n := utf8.RuneCountInString(text)
	f.Unless(n >= shortest && n <= longest, field, fmt.Sprintf("must be %d to %d characters", shortest, longest))
}

// Err makes one Invalid fault of all; nil when nothing is wrong.
func (f *Faults) Err(what string) error {
	if len(*f) == 0 {
		return nil
	}
	return &Fault{Kind: Invalid, Message: what + " cannot be saved: some fields are wrong", Fields: *f}
}

// Set gives a field the value that an edit has for it; nil leaves it as it is.
func Set[T any](field, to *T) {
	if to != nil {
		*field = *to
	}
}
