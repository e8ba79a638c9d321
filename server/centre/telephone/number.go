package telephone

import (
	"slices"

	"github.com/nyaruka/phonenumbers"

	"switchboard/server/centre"
)

// Number is a telephone number in E.164: +12125550100.
type Number string

// Parse reads a number as a person writes it; without a country code it is one
// of the region, a two-letter code such as "US".
func Parse(text, region string) (Number, error) {
	n, err := phonenumbers.Parse(text, region)
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", centre.Field("phone", "%q is no telephone number", text)
	}
	return Number(phonenumbers.Format(n, phonenumbers.E164)), nil
}

// Valid reports whether a numbering plan knows the number.
func (n Number) Valid() bool {
	e164, err := Parse(string(n), "ZZ")
	return err == nil && e164 == n
}

// placeless are the types of numbers whose prefix says nothing about a place.
var placeless = []phonenumbers.PhoneNumberType{
	phonenumbers.TOLL_FREE, phonenumbers.PREMIUM_RATE, phonenumbers.SHARED_COST, phonenumbers.VOIP,
	phonenumbers.PERSONAL_NUMBER, phonenumbers.PAGER, phonenumbers.UAN, phonenumbers.VOICEMAIL,
}

// Zones are the time zones of the number's prefix, in order; none when it says
// nothing about a place.
func (n Number) Zones() []string {
	parsed, err := phonenumbers.Parse(string(n), "ZZ")
	if err != nil || slices.Contains(placeless, phonenumbers.GetNumberType(parsed)) {
		return nil
	}
	zones, err := phonenumbers.GetTimezonesForNumber(parsed)
	if err != nil || slices.Contains(zones, phonenumbers.UNKNOWN_TIMEZONE) {
		return nil
	}
	return zones
}
