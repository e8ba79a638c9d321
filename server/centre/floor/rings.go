package floor

import (
	"fmt"

	"switchboard/server/centre/routing"
)

// rings: the first holds at once, each next one later, and each asks for no more than
// the one before, so that nobody who could serve somebody cannot any more.
func (f *faults) rings(rings []routing.Ring) {
	f.Unless(len(rings) <= routing.MaxRings, "rings", fmt.Sprintf("must be %d at most", routing.MaxRings))
	for i := range rings {
		at := fmt.Sprintf("rings[%d]", i)
		for skill, level := range rings[i].Min {
			f.Between(at+".min."+string(skill), level, 1, 10)
		}
		if i == 0 {
			f.Unless(rings[i].AfterS == 0, at+".after_s", "must be 0: the first ring holds at once")
			continue
		}
		before := &rings[i-1]
		f.Unless(rings[i].AfterS > before.AfterS, at+".after_s", fmt.Sprintf("must be more than %d: a ring begins after the one before it", before.AfterS))
		f.Unless(before.Implies(&rings[i]), at+".min", "asks for something that the ring before it does not: rings only widen")
	}
}
