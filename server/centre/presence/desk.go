package presence

import (
	"time"

	"switchboard/server/centre"
)

// Status is what an agent declares.
type Status string

// The statuses. Away carries a reason.
const (
	Available Status = "available"
	Away      Status = "away"
	Offline   Status = "offline"
)

// Link is whether the agent's console reaches us.
type Link string

// The links. None is an agent who has not connected since signing out.
const (
	Connected Link = "connected"
	Grace     Link = "grace"
	Lost      Link = "lost"
	None      Link = "none"
)

// State is what the system sees.
type State string

// The states, as boards and consoles name them.
const (
	SeenOffline   State = "offline"
	Ready         State = "ready"
	Ringing       State = "ringing"
	OnContact     State = "on_contact"
	WrapUp        State = "wrap_up"
	SeenAway      State = "away"
	NotResponding State = "not_responding"
)

// Reasons for being away that an agent may give.
var Reasons = []string{"break", "lunch", "meeting", "training", "coaching", "backoffice", "personal", "technical"}

// Deactivated is the reason of who is offline because they were shut out.
const Deactivated = "deactivated"

// Desk is one agent's presence and what they carry.
type Desk struct {
	AgentID     centre.AgentID `json:"agent_id" db:"agent_id"`
	Name        string         `json:"name" db:"name"`
	Team        *Team          `json:"team" db:"-"`
	SiteID      centre.SiteID  `json:"site_id" db:"site_id"`
	Status      Status         `json:"status" enum:"available,away,offline" db:"status"`
	Reason      string         `json:"reason" db:"reason"`
	NextStatus  Status         `json:"next_status" enum:"available,away,offline," db:"next_status"`
	NextReason  string         `json:"next_reason" db:"next_reason"`
	StatusSince time.Time      `json:"status_since" db:"status_since"`
	State       State          `json:"state" enum:"offline,ready,ringing,on_contact,wrap_up,away,not_responding" db:"state"`
	StateSince  time.Time      `json:"state_since" db:"state_since"`
	Link        Link           `json:"link" enum:"connected,grace,lost,none" db:"link"`
	LinkSince   time.Time      `json:"link_since" db:"link_since"`
	NodeID      centre.NodeID  `json:"-" db:"node_id"`
	Missed      bool           `json:"-" db:"missed"`
	BackAt      *time.Time     `json:"back_at" db:"back_at" doc:"when who missed an offer is asked again; null: when they say that they are there"`
	Load        int            `json:"load" db:"load"`
	Yields      int            `json:"-" db:"yields"` // of the load, what gives way to a call
	Capacity    int            `json:"capacity" db:"capacity"`
	Slots       []Slot         `json:"slots" db:"-"`
	LastIdleAt  time.Time      `json:"last_idle_at" db:"last_idle_at"`
	RungAt      time.Time      `json:"-" db:"rung_at"`  // when something was offered last
	AsyncAt     time.Time      `json:"-" db:"async_at"` // when something that can wait was offered last, or they came
	Version     int            `json:"version" db:"version"`

	Busy  Busyness `json:"-" db:"-"`
	Holds Holds    `json:"-" db:"-"`
}

// Team is the team an agent works in.
type Team struct {
	ID   centre.TeamID `json:"id"`
	Name string        `json:"name"`
}

// Slot is how much of one channel an agent carries, and may carry.
type Slot struct {
	Channel string `json:"channel" enum:"call,chat,ticket,email,social,callback,walkin"`
	Used    int    `json:"used"`
	Cap     int    `json:"cap"`
}

// Holds counts the agent's open offers but for what is parked: those that ring, those
// accepted and at work, those in wrap-up.
type Holds struct{ Ringing, Active, WrapUp int }

// observe derives the state from all else and notes when it changed.
func (d *Desk) observe(now time.Time) {
	state := d.seen()
	if state != d.State {
		d.State, d.StateSince = state, now
	}
}

func (d *Desk) seen() State {
	switch {
	case d.Holds.Active > 0:
		return OnContact
	case d.Holds.WrapUp > 0:
		return WrapUp
	case d.Status == Offline, d.Link == Lost, d.Link == None:
		return SeenOffline
	case d.Holds.Ringing > 0:
		return Ringing
	case d.Missed:
		return NotResponding
	case d.Status == Away:
		return SeenAway
	}
	return Ready
}

// Absence is why an agent may be offered nothing at all.
type Absence string

// The absences: said that they are offline; without a console, and did not say so; silent for a
// moment; away; about to step away; let an offer pass and did not say that they are back.
const (
	SignedOut    Absence = "signed_out"
	NotConnected Absence = "not_connected"
	Silent       Absence = "silent"
	SteppedAway  Absence = "away"
	Leaving      Absence = "leaving"
	LetPass      Absence = "not_responding"
)

// Absent says why the agent may be offered nothing at all, or "".
func (d *Desk) Absent() Absence {
	switch {
	case d.Link == Lost, d.Link == None && d.Status != Offline:
		return NotConnected
	case d.Status == Offline:
		return SignedOut
	case d.Link != Connected:
		return Silent
	case d.Status != Available:
		return SteppedAway
	case d.NextStatus != "":
		return Leaving
	case d.Missed:
		return LetPass
	}
	return ""
}

// Gone reports whether the agent does not come back today, as far as can be seen: they signed
// out, do so after what they have in hand, or went silent for good.
func (d *Desk) Gone() bool {
	return d.Status == Offline || d.NextStatus == Offline || d.Link != Connected && d.Link != Grace
}

// Routable reports whether the agent may be offered work at all, room aside.
func (d *Desk) Routable() bool { return d.Absent() == "" }

// Declare takes the agent's word for what they do now or, with next, when their
// last work ends; without work in hand next is now. Who is available and will be stays
// so: that takes back what was to come next.
func (d *Desk) Declare(s Status, reason string, next bool, now time.Time) error {
	if err := validate(s, reason); err != nil {
		return err
	}
	stays := s == Available && d.Status == Available
	if next && d.Holds != (Holds{}) && !stays {
		d.NextStatus, d.NextReason = s, reason
		return nil
	}
	if s == Offline && d.Holds.Active+d.Holds.WrapUp > 0 {
		return &centre.Fault{Kind: centre.Conflict, Code: "work_in_hand", Message: "finish or transfer your work before you leave, or choose to leave after it"}
	}
	d.NextStatus, d.NextReason = "", ""
	d.become(s, reason, now)
	return nil
}

// become makes s the status. Coming to be available starts idle time anew, so
// that nobody gains a place in line by stepping away and back.
func (d *Desk) become(s Status, reason string, now time.Time) {
	if s == Available {
		if d.Status != Available || d.Missed {
			d.LastIdleAt = now
		}
		if d.Status == Offline {
			d.AsyncAt = now
		}
		d.Missed = false
	}
	d.BackAt = nil
	if s != d.Status || reason != d.Reason {
		d.Status, d.Reason, d.StatusSince = s, reason, now
	}
	d.observe(now)
}

func validate(s Status, reason string) error {
	switch s {
	case Available, Offline:
		return nil
	case Away:
		for _, r := range Reasons {
			if r == reason {
				return nil
			}
		}
		return centre.Field("reason", "is not one of %v", Reasons)
	}
	return centre.Field("status", "is not available, away or offline")
}

// Connect notes that the agent's console reaches us through node.
func (d *Desk) Connect(node centre.NodeID, now time.Time) {
	if d.Link != Connected {
		d.Link, d.LinkSince = Connected, now
	}
	d.NodeID = node
	d.observe(now)
}

// Fade notes that the console went silent: the work stays, for a while.
func (d *Desk) Fade(now time.Time) {
	d.Link, d.LinkSince = Grace, now
	d.observe(now)
}

// Lose notes that the console stayed silent: the agent is taken to be gone and
// must declare themselves available when they return. Of who signed out before nothing is lost.
func (d *Desk) Lose(now time.Time) {
	if d.Status == Offline {
		d.Link, d.LinkSince = None, now
		d.observe(now)
		return
	}
	d.giveUp("disconnected", now)
}

// Vacate notes that the agent was shut out: whatever their console says, they are gone.
func (d *Desk) Vacate(now time.Time) {
	d.giveUp(Deactivated, now)
}

func (d *Desk) giveUp(reason string, now time.Time) {
	d.Link, d.LinkSince = Lost, now
	d.NextStatus, d.NextReason = "", ""
	d.become(Offline, reason, now)
}

// Ring adds the weight of an offer.
func (d *Desk) Ring(weight int, now time.Time) {
	d.carry(weight, now)
	d.RungAt = now
	d.Holds.Ringing++
	d.observe(now)
}

// Take turns a ringing offer into work.
func (d *Desk) Take(now time.Time) {
	d.Holds.Ringing--
	d.Holds.Active++
	d.observe(now)
}

// Miss drops an offer that was not answered: nothing more is offered until the
// agent says that they are there, or for so long; 0: until then alone.
func (d *Desk) Miss(weight int, backAfter time.Duration, now time.Time) {
	d.Missed, d.BackAt = true, nil
	if backAfter > 0 {
		back := now.Add(backAfter)
		d.BackAt = &back
	}
	d.LastIdleAt = now
	d.Holds.Ringing--
	d.release(weight, now)
}

// Return notes that an agent who missed an offer is asked again; false: they are not, or not
// yet.
func (d *Desk) Return(now time.Time) bool {
	if !d.Missed || d.BackAt == nil || now.Before(*d.BackAt) {
		return false
	}
	d.Missed, d.BackAt = false, nil
	d.observe(now)
	return true
}

// Decline drops an offer that the agent turned down; no reward for it.
func (d *Desk) Decline(weight int, now time.Time) {
	d.LastIdleAt = now
	d.Holds.Ringing--
	d.release(weight, now)
}

// Unring drops an offer that was taken back: the customer left, the link faded.
func (d *Desk) Unring(weight int, now time.Time) {
	d.Holds.Ringing--
	d.release(weight, now)
}

// Park takes work off the load that gives way to a call.
func (d *Desk) Park(weight int, wrapped bool, now time.Time) {
	d.hold(-1, wrapped)
	d.Yields -= weight
	d.carry(-weight, now)
	d.observe(now)
}

// Resume puts parked work back on the load.
func (d *Desk) Resume(weight int, wrapped bool, now time.Time) {
	d.hold(1, wrapped)
	d.Yields += weight
	d.carry(weight, now)
	d.observe(now)
}

// hold counts work, wrapped up or not.
func (d *Desk) hold(n int, wrapped bool) {
	if wrapped {
		d.Holds.WrapUp += n
	} else {
		d.Holds.Active += n
	}
}

// Wrap turns work into wrap-up, which keeps its weight.
func (d *Desk) Wrap(now time.Time) {
	d.Holds.Active--
	d.Holds.WrapUp++
	d.observe(now)
}

// Put drops work that is over, or that goes to somebody else.
func (d *Desk) Put(weight int, wrapped bool, now time.Time) {
	d.hold(-1, wrapped)
	d.release(weight, now)
	if d.Load == 0 {
		d.LastIdleAt = now
	}
}

// release gives the weight back and, with the last work, makes a pending status real.
func (d *Desk) release(weight int, now time.Time) {
	d.carry(-weight, now)
	if d.NextStatus != "" && d.Holds == (Holds{}) {
		s, reason := d.NextStatus, d.NextReason
		d.NextStatus, d.NextReason = "", ""
		d.become(s, reason, now)
		return
	}
	d.observe(now)
}
