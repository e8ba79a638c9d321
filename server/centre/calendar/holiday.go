package calendar

import (
	"maps"
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/us"
)

// countries are the public holidays that a calendar may name. Their cache stays
// off: it is not safe for more than one goroutine.
var countries = map[string]*cal.Calendar{
	"":   {},
	"at": {Holidays: at.Holidays},
	"ca": {Holidays: ca.Holidays},
	"ch": {Holidays: ch.Holidays},
	"de": {Holidays: de.Holidays},
	"es": {Holidays: es.Holidays},
	"fr": {Holidays: fr.Holidays},
	"gb": {Holidays: gb.Holidays},
	"ie": {Holidays: ie.Holidays},
	"it": {Holidays: it.Holidays},
	"nl": {Holidays: nl.Holidays},
	"us": {Holidays: us.Holidays},
}

// Countries are the codes that Calendar.Holidays may hold, in order; the empty one is none.
func Countries() []string { return slices.Sorted(maps.Keys(countries)) }

// holiday reports whether the date is a public holiday of the country, or the
// day on which one that falls on a weekend is observed.
func holiday(country string, date time.Time) bool {
	c, ok := countries[country]
	if !ok {
		return false
	}
	actual, observed, _ := c.IsHoliday(date)
	return actual || observed
}
