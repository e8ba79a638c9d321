package rehearse

import (
	"errors"
	"fmt"
	"math"
	"time"

	"switchboard/server/centre/routing/virtual"
)

// How far a live day may be from the same day in virtual time.
const (
	countsWithin = .02 // of the calls served, and of those that were left
	waitsWithin  = .05 // of the mean wait
	orWithin     = time.Second
)

// Agree holds a live day against the same one in virtual time: as many served and as many left,
// within 2 % each, and the mean wait of who was served within 5 % or 1 s. The error names all in
// which they differ.
func Agree(live, inVirtual virtual.Tally) error {
	var wrong []error
	count := func(what string, a, b int) {
		if math.Abs(float64(a-b)) > countsWithin*float64(b) {
			wrong = append(wrong, fmt.Errorf("%d were %s, in virtual time %d", a, what, b))
		}
	}
	count("served", len(live.Answered), len(inVirtual.Answered))
	count("left", len(live.Abandoned), len(inVirtual.Abandoned))
	a, b := live.Mean(), inVirtual.Mean()
	if off := (a - b).Abs(); off > orWithin && off.Seconds() > waitsWithin*b.Seconds() {
		wrong = append(wrong, fmt.Errorf("the mean wait was %s, in virtual time %s", seconds(a), seconds(b)))
	}
	return errors.Join(wrong...)
}
