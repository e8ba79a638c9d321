package virtual

import "switchboard/server/centre/routing"

// park lays aside what an agent has in hand and gives way to the call that they took. Its
// service stands still; wrap-up goes on, as its clock does.
func (f *Floor) park(w *worker) {
	for _, p := range w.has {
		if p.yields() && (p.State == routing.Active || p.State == routing.WrapUp) {
			p.parked, p.left = true, p.ends.Sub(f.now)
			w.desk.Park(p.weight, p.State == routing.WrapUp, f.now)
		}
	}
}

// put takes a piece off its agent's desk; with a call what was parked for it is back.
func (f *Floor) put(p *piece, wrapped bool) {
	w := p.by
	if p.Channel.Exclusive() {
		f.resume(w)
	}
	switch {
	case p.parked:
		p.parked = false
		return
	case p.yields():
		w.desk.Yields -= p.weight
	}
	w.desk.Put(p.weight, wrapped, f.now)
}

func (f *Floor) resume(w *worker) {
	for _, p := range w.has {
		if !p.parked {
			continue
		}
		p.parked = false
		w.desk.Resume(p.weight, p.State == routing.WrapUp, f.now)
		if p.State == routing.Active {
			f.work(p, p.left)
		}
	}
}
