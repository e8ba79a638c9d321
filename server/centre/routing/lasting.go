package routing

import (
	"strings"
	"time"
)

// lasting says how long something lasts as people do: "40 s", "1 min 30 s", "2 h 10 min",
// "3 d 4 h". Of more than a minute it names the two largest parts that are not nothing.
func lasting(d time.Duration) string {
	left := d.Round(time.Second)
	var parts []string
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		n := int(left / unit.size)
		left %= unit.size
		if n > 0 {
			parts = append(parts, count(n, unit.name, unit.name))
		}
		if len(parts) == 2 || len(parts) == 1 && n == 0 {
			break
		}
	}
	if len(parts) == 0 {
		return "0 s"
	}
	return strings.Join(parts, " ")
}
