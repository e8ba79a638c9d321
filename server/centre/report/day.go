package report

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/zone"
)

// Day is a date somewhere, midnight to midnight.
type Day struct {
	Date         string // 2006-01-02
	Begins, Ends time.Time
}

// dayOf gives a date in an IANA zone, UTC without one; without a date the day before now.
func dayOf(date, place string, now time.Time) (Day, error) {
	if place == "" {
		place = "UTC"
	}
	loc, err := zone.Load(place)
	if err != nil {
		return Day{}, err
	}
	if date == "" {
		date = now.In(loc).AddDate(0, 0, -1).Format(time.DateOnly)
	}
	begins, err := time.ParseInLocation(time.DateOnly, date, loc)
	if err != nil {
		return Day{}, centre.Field("day", "%q is no day such as 2006-01-02", date)
	}
	return Day{Date: date, Begins: begins, Ends: begins.AddDate(0, 0, 1)}, nil
}
