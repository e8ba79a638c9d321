package field

import (
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
)

// Values are a row's own fields by key, as JSON gives them: string, float64 or bool.
type Values map[string]any

// Change applies the values asked for to the values held and gives the new
// ones; null takes a value away. The fault names each wrong one as "custom.<key>".
func Change(defs []Definition, held, asked Values) (Values, error) {
	byKey := make(map[string]Definition, len(defs))
	for _, d := range defs {
		byKey[d.Key] = d
	}
	result := Values{}
	maps.Copy(result, held)
	var wrong []centre.FieldFault
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		def, known := byKey[key]
		switch message := "is no field here"; {
		case asked[key] == nil:
			delete(result, key)
		case known:
			if message = def.Mistake(asked[key]); message == "" {
				result[key] = asked[key]
				continue
			}
			fallthrough
		default:
			wrong = append(wrong, centre.FieldFault{Field: "custom." + key, Message: message})
		}
	}
	if err := centre.InvalidFields(wrong); err != nil {
		return nil, err
	}
	return result, nil
}

// Mistake says why a value, as JSON gives it, does not fit the definition; empty when it does.
func (d Definition) Mistake(value any) string {
	switch d.Type {
	case Number:
		if n, ok := value.(float64); !ok || math.IsNaN(n) || math.IsInf(n, 0) {
			return "must be a number"
		}
	case Bool:
		if _, ok := value.(bool); !ok {
			return "must be true or false"
		}
	case Date:
		text, ok := value.(string)
		if _, err := time.Parse(time.DateOnly, text); !ok || err != nil {
			return "must be a date such as 2026-11-23"
		}
	case Choice:
		if text, ok := value.(string); !ok || !slices.Contains(d.Choices, text) {
			return "must be one of " + strings.Join(d.Choices, ", ")
		}
	default:
		if text, ok := value.(string); !ok || utf8.RuneCountInString(text) > 500 {
			return "must be a text of up to 500 characters"
		}
	}
	return ""
}
