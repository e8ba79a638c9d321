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
	Capacity int
	Mixed    bool
	Open     []Held
}

// Held is an open offer at a desk.
type Held struct {
	Channel routing.Channel    `json:"channel"`
	Weight  int                `json:"weight"`
	State   routing.OfferState `json:"state"`
}

// Examine gives every promise that a desk breaks.
func (d *DeskAccount) Examine() []Violation {
	x := examination{subject: centre.Subject{Kind: "agent", ID: string(d.AgentID)}}
	load, alone, ringing := 0, 0, 0
	counts := map[routing.Channel]int{}
	for _, o := range d.Open {
		load += o.Weight
		counts[o.Channel]++
		if o.Channel.Exclusive() {
			alone++
		}
		if o.State == routing.Pending {
			ringing++
		}
	}
	x.unless(load == d.Load, Capacity, "a load of %d is noted, open offers weigh %d", d.Load, load)
	x.unless(load <= d.Capacity, Capacity, "%d of %d are taken", load, d.Capacity)
	for channel, n := range counts {
		x.unless(n <= routing.Caps[channel], Capacity, "%d times %s, %d is the most", n, channel, routing.Caps[channel])
	}
	x.unless(alone < 2, Capacity, "%d voices at once", alone)
	there := d.Status == presence.Available && d.Link == presence.Connected
	x.unless(ringing == 0 || there, NobodyThere, "%d offers ring, status %s, link %s", ringing, d.Status, d.Link)
	return x.all
}
