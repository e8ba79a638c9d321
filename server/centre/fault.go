package centre

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kind is the class of a fault; a door translates it once.
type Kind int

// The classes of faults.
const (
	Invalid         Kind = iota + 1 // the request cannot be right: fields say why
	NotFound                        // no such thing, or not for this person
	Conflict                        // somebody else was first, or the thing moved on
	Forbidden                       // known, but not allowed
	Busy                            // too fast, or a part is away: come back after RetryAfter
	Unauthenticated                 // who are you?
)

// Fault is an error that a person may read.
type Fault struct {
	Kind       Kind
	Message    string
	Code       string        // a word for programs: "already_taken", "invalid_transition", "version_conflict"
	Fields     []FieldFault  // with Invalid: each field that is wrong
	RetryAfter time.Duration // with Busy
	Detail     any           // with Conflict: who won, or the current state
}

// FieldFault names one field that is wrong and says how.
type FieldFault struct {
	Field   string
	Message string
}

func (f *Fault) Error() string { return f.Message }

// Faultf makes a fault of the class given.
func Faultf(kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Field makes an Invalid fault about one field.
func Field(field, format string, args ...any) *Fault {
	message := fmt.Sprintf(format, args...)
	return &Fault{Kind: Invalid, Message: field + ": " + message, Fields: []FieldFault{{field, message}}}
}

// Raced makes the Conflict that the loser of a race gets: detail says who won.
func Raced(code, message string, detail any) *Fault {
	return &Fault{Kind: Conflict, Code: code, Message: message, Detail: detail}
}

// IsKind reports whether err is a fault of that class.
func IsKind(err error, kind Kind) bool {
	var f *Fault
	return errors.As(err, &f) && f.Kind == kind
}

// IsCode reports whether err is a fault with that code.
func IsCode(err error, code string) bool {
	var f *Fault
	return errors.As(err, &f) && f.Code == code
}

// InvalidFields makes one Invalid fault of all fields that are wrong; nil when none is.
func InvalidFields(wrong []FieldFault) error {
	if len(wrong) == 0 {
		return nil
	}
	messages := make([]string, len(wrong))
	for i, w := range wrong {
		messages[i] = w.Field + ": " + w.Message
	}
	return &Fault{Kind: Invalid, Message: strings.Join(messages, "; "), Fields: wrong}
}
