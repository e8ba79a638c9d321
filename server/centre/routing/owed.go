package routing

import "time"

// owedAfter is how long an agent may go without work that can wait while such work is late.
const owedAfter = 30 * time.Minute

// owed reports whether the agent is to have work that is late before all but emergencies: had
// nobody who takes calls and chats ever any other, it would be done when nobody calls, if ever.
func (a *Candidate) owed(now time.Time) bool {
	if now.Sub(a.AsyncAt) < owedAfter {
		return false
	}
	for c, n := range a.Count {
		if n > 0 && !c.RealTime() {
			return false
		}
	}
	return true
}

// owes reports whether the item is late and can go to those who are owed such work.
func (it *Item) owes(now time.Time) bool {
	return !it.Channel.RealTime() && !it.Emergency && !now.Before(it.stands())
}

// owe gives the lines of what is late as it goes to those who are owed such work. What stands
// in them stands in its own line as well.
func (s *Situation) owe(r *room, now time.Time) lineup {
	if !r.owed(now) {
		return nil
	}
	byKey := map[kind]*line{}
	var all lineup
	for i := range s.Waiting {
		it := &s.Waiting[i]
		if !it.owes(now) {
			continue
		}
		k := s.kindOf(it, now)
		at := byKey[k]
		if at == nil || it.handedTo(it.PreferredAgent, now) {
			at = &line{class: &class{kind: k, owed: true}}
			all = append(all, at)
			if !it.handedTo(it.PreferredAgent, now) {
				byKey[k] = at
			}
		}
		place := s.rank(it, now)
		place.owed = true
		at.items = append(at.items, place)
	}
	return all
}

// owed reports whether anybody is.
func (r *room) owed(now time.Time) bool {
	for i := range r.all {
		if r.all[i].owed(now) {
			return true
		}
	}
	return false
}
