package customer

import (
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/telephone"
	"switchboard/server/centre/zone"
)

// IdentityID names an identity's row.
type IdentityID string

// IdentityKind is the way in which a customer is known.
type IdentityKind string

// The kinds of identities.
const (
	Phone      IdentityKind = "phone"    // E.164: +12125550123
	Email      IdentityKind = "email"    // small letters
	VisitorID  IdentityKind = "visitor"  // a centre.VisitorID
	ExternalID IdentityKind = "external" // another system's id
)

// Identity is one thing by which a customer is known.
type Identity struct {
	ID       IdentityID   `json:"id"`
	Kind     IdentityKind `json:"kind" enum:"phone,email,visitor,external"`
	Value    string       `json:"value"`
	Verified bool         `json:"verified"`
}

// Normal gives the one form in which an identity is kept and compared. Phone
// numbers without a country code are read as the region's (ISO 3166, "US").
func Normal(kind IdentityKind, value, region string) (string, error) {
	value = strings.TrimSpace(value)
	switch kind {
	case Phone:
		number, err := telephone.Parse(value, region)
		return string(number), err
	case Email:
		return normalEmail(value)
	case VisitorID, ExternalID:
		if value == "" || utf8.RuneCountInString(value) > 200 {
			return "", centre.Field("value", "must have 1 to 200 characters")
		}
		return value, nil
	}
	return "", centre.Field("kind", "must be phone, email, visitor or external")
}

func normalEmail(value string) (string, error) {
	address, err := mail.ParseAddress(value)
	if err != nil || address.Address != value || len(value) > 254 {
		return "", centre.Field("email", "is no e-mail address")
	}
	return strings.ToLower(value), nil
}

// ZoneOf gives the zone in which a number in E.164 is, or "" when that cannot
// be told: several zones are one only when their clocks agree all year.
func ZoneOf(phone string, now time.Time) string {
	zones := telephone.Number(phone).Zones()
	for _, other := range zones {
		if !sameClock(zones[0], other, now.Year()) {
			return ""
		}
	}
	if len(zones) == 0 {
		return ""
	}
	return zones[0]
}

func sameClock(a, b string, year int) bool {
	one, errOne := zone.Load(a)
	two, errTwo := zone.Load(b)
	if errOne != nil || errTwo != nil {
		return false
	}
	for _, month := range []time.Month{time.January, time.July} {
		at := time.Date(year, month, 15, 12, 0, 0, 0, time.UTC)
		_, first := at.In(one).Zone()
		_, second := at.In(two).Zone()
		if first != second {
			return false
		}
	}
	return true
}
