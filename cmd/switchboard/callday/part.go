package callday

import "time"

// Part is the day of those who call from one time of the day until another. What really became
// of them is known of whole days alone.
func (d Day) Part(from, to time.Duration) Day {
	var callers []Caller
	for _, c := range d.Callers {
		if c.At >= from && c.At < to {
			callers = append(callers, c)
		}
	}
	if len(callers) < len(d.Callers) {
		d.Real = nil
	}
	d.Callers = callers
	return d
}
