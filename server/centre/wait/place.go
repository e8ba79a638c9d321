package wait

// Place is where somebody in line stands, as they are told.
type Place struct {
	Position int    `json:"position"`                      // from 1; 0: not told
	WaitS    *int   `json:"wait_s"`                        // seconds, rounded up; nil: nobody can tell
	Longer   bool   `json:"longer"`                        // than WaitS: more than that is not told
	Call     Called `json:"call" enum:"offered,accepted,"` // instead of waiting on
}

// Same reports whether the places say the same.
func (p Place) Same(q Place) bool {
	if p.Position != q.Position || p.Longer != q.Longer || p.Call != q.Call || (p.WaitS == nil) != (q.WaitS == nil) {
		return false
	}
	return p.WaitS == nil || *p.WaitS == *q.WaitS
}

// Told is what one customer was told so far; the zero Told is nothing.
type Told struct {
	Place
	best int // the smallest position told
}

// Then is what they are told next, now that their place is p: never a worse position,
// and no longer wait for the sake of a single step, which is within what we know.
func (t Told) Then(p Place) Told {
	if t.best == 0 || p.Position < t.best {
		t.best = p.Position
	}
	if p.Position > t.best {
		p.Position = 0
	}
	if p.WaitS != nil && t.WaitS != nil && *p.WaitS > *t.WaitS && *p.WaitS-*t.WaitS <= coarseness(*t.WaitS) {
		p.WaitS, p.Longer = t.WaitS, t.Longer
	}
	t.Place = p
	return t
}
