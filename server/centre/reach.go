package centre

import "slices"

// Reach is how far somebody sees; package agent says what decides it. The zero
// Reach sees nothing.
type Reach struct {
	All    bool      // everything
	Site   SiteID    // the people, teams and customers of this site, and customers of none
	Queues []QueueID // the work of these queues
	Agent  AgentID   // and what is this person's own, whatever its queue
	Only   SiteID    // a list's filter: of all that, what is of this site; empty: all that
}

// Sees reports whether the work of a queue is in reach; one's own is without that.
func (r Reach) Sees(queue QueueID) bool { return r.All || slices.Contains(r.Queues, queue) }
