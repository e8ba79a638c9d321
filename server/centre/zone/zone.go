package zone

import (
	"sync"
	"time"
	_ "time/tzdata" // the zones come with the program

	"switchboard/server/centre"
)

// LocalForm is how a wall-clock time without a zone is written.
const LocalForm = "2006-01-02T15:04"

var loaded sync.Map // name → *time.Location

// Load gives the zone of an IANA name such as "America/New_York"; the name of
// none is Invalid. "Local" is none: it would be the machine's.
func Load(name string) (*time.Location, error) {
	if known, ok := loaded.Load(name); ok {
		return known.(*time.Location), nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, centre.Field("zone", "%q is no time zone such as America/New_York", name)
	}
	loaded.Store(name, loc)
	return loc, nil
}

// ParseLocal reads a wall-clock time in LocalForm, as if it were UTC.
func ParseLocal(text string) (time.Time, error) {
	wall, err := time.Parse(LocalForm, text)
	if err != nil {
		return time.Time{}, centre.Field("local", "%q is no local time such as 2026-11-23T10:15", text)
	}
	return wall, nil
}

// Instants gives the instants at which clocks in loc show the wall time (read
// as if it were UTC), oldest first: one as a rule, none when clocks were put
// forward over it, two when they were put back over it.
func Instants(wall time.Time, loc *time.Location) []time.Time {
	var found []time.Time
	// No zone is further than 14 h from UTC, so a day either way meets every
	// offset that can apply.
	for at := wall.Add(-24 * time.Hour); !at.After(wall.Add(24 * time.Hour)); {
		offset, until := Offset(at, loc)
		instant := wall.Add(-offset)
		if !instant.Before(at) && instant.Before(until) {
			found = append(found, instant.UTC())
		}
		at = until
	}
	return found
}

// Offset gives how far clocks in loc are ahead of UTC at an instant, and until
// when they stay so.
func Offset(at time.Time, loc *time.Location) (ahead time.Duration, until time.Time) {
	local := at.In(loc)
	_, seconds := local.Zone()
	if _, until = local.ZoneBounds(); until.IsZero() {
		until = forever
	}
	return time.Duration(seconds) * time.Second, until.UTC()
}

var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Wall gives what a clock in loc shows at an instant, read as if it were UTC.
func Wall(at time.Time, loc *time.Location) time.Time {
	ahead, _ := Offset(at, loc)
	return at.UTC().Add(ahead)
}
