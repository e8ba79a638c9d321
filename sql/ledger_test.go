package sql_test

import (
	"fmt"
	"slices"
	"time"

	"switchboard/server/centre/routing"
)

// ledger is the machine of work once more, as plain as can be and all in memory: it takes
// what happened one by one, objects to what could not have, and then says how all stands.
type ledger struct {
	work  map[string]*piece
	bids  map[string]*bid
	mixed map[string]bool // whose team lets a call stand beside chats
	wrong []string        // what could not have happened
}

// piece is a piece of work.
type piece struct {
	State   routing.State
	Agent   string // who has it, or is asked
	Leg     int
	handed  bool // on to somebody who has not taken it
	arrived time.Time
}

// bid is an offer.
type bid struct {
	Item, Agent string
	State       routing.OfferState
	Open        bool
	Parked      bool
	channel     routing.Channel
}

// happening is an event of the journal, as far as the ledger reads it.
type happening struct {
	ID      int64           `db:"id"`
	At      time.Time       `db:"at"`
	Kind    string          `db:"kind"`
	Subject string          `db:"subject"`
	Item    string          `db:"item"`
	Agent   string          `db:"agent"`
	Channel routing.Channel `db:"channel"`
	State   string          `db:"state"`
	Leg     int             `db:"leg"`
	Expires *time.Time      `db:"expires"`
}

func newLedger(mixed map[string]bool) *ledger {
	return &ledger{work: map[string]*piece{}, bids: map[string]*bid{}, mixed: mixed}
}

// take folds one event in.
func (l *ledger) take(e happening) {
	if e.Item == "" {
		l.takeItem(e)
	} else {
		l.takeOffer(e)
	}
}

func (l *ledger) takeItem(e happening) {
	p := l.work[e.Subject]
	if p == nil {
		l.must(e, e.Kind == "item.queued", "begins as something else than waiting")
		l.work[e.Subject] = &piece{State: routing.Queued, Leg: 1, arrived: e.At}
		return
	}
	from := func(states ...routing.State) {
		l.must(e, slices.Contains(states, p.State), "happened to work that is "+string(p.State))
	}
	switch e.Kind {
	case "item.queued":
		from(routing.Offered, routing.Active)
		l.letGo(e.Subject)
		p.State, p.Agent = routing.Queued, ""
	case "item.accepted":
		from(routing.Offered)
		p.State, p.handed = routing.Active, false
	case "item.wrap_up":
		from(routing.Active, routing.WrapUp)
		p.State = routing.WrapUp
	case "item.completed":
		from(routing.Active, routing.WrapUp)
		l.letGo(e.Subject)
		p.State = routing.Completed
	case "item.transferred":
		from(routing.Active)
		l.letGo(e.Subject)
		p.State, p.Agent = routing.Queued, ""
		p.Leg++
		p.handed = true
	case "item.returned":
		from(routing.Queued)
		l.must(e, p.handed, "came back, and was not handed on since")
		p.handed = false
	case "item.abandoned":
		from(routing.Queued, routing.Offered)
		l.letGo(e.Subject)
		p.State, p.Agent = routing.Abandoned, ""
	case "item.parked", "item.resumed":
		from(routing.Active, routing.WrapUp)
		l.park(e)
	case "item.aged", "item.callback_accepted", "item.callback_undone":
		from(routing.Queued)
	default:
		l.must(e, false, "is not known to happen to work")
	}
	l.must(e, e.State == string(p.State) && e.Agent == p.Agent && e.Leg == p.Leg,
		fmt.Sprintf("says %s of %q, leg %d, where the ledger has %+v", e.State, e.Agent, e.Leg, *p))
}

func (l *ledger) takeOffer(e happening) {
	p, b := l.work[e.Item], l.bids[e.Subject]
	if e.Kind == "offer.made" {
		l.must(e, b == nil && p != nil && p.State == routing.Queued, "rings for what does not wait")
		p.State, p.Agent = routing.Offered, e.Agent
		l.bids[e.Subject] = &bid{Item: e.Item, Agent: e.Agent, State: routing.Pending, Open: true, channel: e.Channel}
		l.mustFit(e)
		return
	}
	switch e.Kind {
	case "offer.accepted":
		l.must(e, b.State == routing.Pending && !e.At.After(*e.Expires), "was taken when it was over")
		b.State = routing.Accepted
	case "offer.declined":
		l.must(e, b.State == routing.Pending, "was declined when it was over")
		b.State = routing.Rejected
	case "offer.timed_out":
		l.must(e, b.State == routing.Pending && !e.At.Before(*e.Expires), "ran out before its time")
		b.State = routing.TimedOut
	case "offer.withdrawn":
		if b.State == routing.Pending {
			b.State = routing.OfferCancelled
		}
	default:
		l.must(e, false, "is not known to happen to an offer")
	}
	l.must(e, e.State == string(b.State) && e.Agent == b.Agent, fmt.Sprintf("says %s, where the ledger has %+v", e.State, *b))
}

// letGo closes what is open for a piece of work.
func (l *ledger) letGo(item string) {
	for _, b := range l.bids {
		if b.Item == item {
			b.Open, b.Parked = false, false
		}
	}
}

// park lays aside what somebody has in hand, or brings it back.
func (l *ledger) park(e happening) {
	for _, b := range l.bids {
		if b.Item == e.Subject && b.Open {
			l.must(e, b.channel == routing.Email, "parks what does not give way")
			l.must(e, b.Parked == (e.Kind == "item.resumed"), "happened twice")
			b.Parked = e.Kind == "item.parked"
		}
	}
}

// mustFit objects to an offer that its agent has no room for.
func (l *ledger) mustFit(e happening) {
	load, calls, realTime := 0, 0, 0
	for _, b := range l.bids {
		if !b.Open || b.Agent != e.Agent {
			continue
		}
		if aside := b.Parked || e.Channel.Exclusive() && !l.mixed[e.Agent] && b.channel == routing.Email && b.State == routing.Accepted; !aside {
			load += l.weight(b)
		}
		if b.channel.Exclusive() {
			calls++
		}
		if b.channel.RealTime() {
			realTime++
		}
	}
	l.must(e, load <= 100, fmt.Sprintf("loads its agent with %d", load))
	l.must(e, calls <= 1, "rings beside a call")
	l.must(e, calls == 0 || realTime == 1 || l.mixed[e.Agent], "lets two customers have one agent, whose team does not mix")
}

func (l *ledger) weight(b *bid) int {
	if b.channel.Exclusive() && l.mixed[b.Agent] {
		return 34
	}
	return map[routing.Channel]int{routing.Call: 100, routing.Chat: 33, routing.Email: 50}[b.channel]
}

// load is what an agent carries.
func (l *ledger) load(agent string) int {
	sum := 0
	for _, b := range l.bids {
		if b.Open && b.Agent == agent && !b.Parked {
			sum += l.weight(b)
		}
	}
	return sum
}

func (l *ledger) must(e happening, holds bool, what string) {
	if !holds {
		l.wrong = append(l.wrong, fmt.Sprintf("event %d, %s of %s, %s", e.ID, e.Kind, e.Subject, what))
	}
}
