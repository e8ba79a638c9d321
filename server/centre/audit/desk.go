package audit

import (
	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// DeskAccount is what is kept of one agent's desk, as of one instant.
type DeskAccount struct {
	AgentID  centre.AgentID
	Status   presence.Status
	Link     presence.Link
	Load     int
	Yields   int // of the load, what gives way to a call
	Capacity int
	Mixed    bool
	Open     []Held
}

// Held is an open offer at a desk.
type Held struct {
	Channel routing.Channel    `json:"channel"`
	Weight  int                `json:"weight"`
	State   routing.OfferState `json:"state"`
	Yields  bool               `json:"yields"`
	Parked  bool               `json:"parked"`
}

// Examine gives every promise that a desk breaks.
func (d *DeskAccount) Examine() []Violation {
	x := examination{subject: centre.Subject{Kind: "agent", ID: string(d.AgentID)}}
	load, yields, alone, ringing, speaking, parked := 0, 0, 0, 0, 0, 0
	counts := map[routing.Channel]int{}
	for _, o := range d.Open {
		switch {
		case o.Parked:
			parked++
		case o.Yields && o.State == routing.Accepted:
			yields += o.Weight
			load += o.Weight
		default:
			load += o.Weight
		}
		counts[o.Channel]++
		if o.Channel.Exclusive() {
			alone++
			if o.State == routing.Accepted {
				speaking++
			}
		}
		if o.State == routing.Pending {
			ringing++
		}
	}
	x.unless(load == d.Load, Capacity, "a load of %d is noted, open offers weigh %d", d.Load, load)
	x.unless(yields == d.Yields, Capacity, "that %d give way to a call is noted, of the open offers %d do", d.Yields, yields)
	beside := load
	if alone > speaking { // a call rings, and what gives way to it weighs nothing beside it
		beside -= yields
	}
	x.unless(beside <= d.Capacity, Capacity, "%d of %d are taken", beside, d.Capacity)
	x.unless(parked == 0 || speaking > 0, Parked, "%d pieces of work are parked, and no call is in hand", parked)
	for channel, n := range counts {
		x.unless(n <= routing.Caps[channel], Capacity, "%d times %s, %d is the most", n, channel, routing.Caps[channel])
	}
	x.unless(alone < 2, Capacity, "%d voices at once", alone)
	there := d.Status == presence.Available && d.Link == presence.Connected
	x.unless(ringing == 0 || there, NobodyThere, "%d offers ring, status %s, link %s", ringing, d.Status, d.Link)
	return x.all
}
