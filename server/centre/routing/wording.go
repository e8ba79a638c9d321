package routing

import (
	"fmt"
	"strings"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Names are what people call the things that an answer is about.
type Names struct {
	Queues map[centre.QueueID]string
	Skills map[centre.SkillID]string
}

// say puts into words what would have to change for an item to be served, whether it comes back
// or came back from a transfer, when it is due, and whether a supervisor moved it.
func (w *Waiting) say(n Names, it *Item) string {
	said := w.lack(n, it)
	switch {
	case it.Returned:
		said += " It came back from a transfer that nobody took, and goes before what has waited long."
	case !it.ReturnAt.IsZero():
		said += fmt.Sprintf(" If nobody takes it, it goes back to who transferred it in %s.", lasting(max(0, it.ReturnAt.Sub(w.At))))
	}
	if w.DueAt != nil {
		said += " " + w.due()
	}
	switch {
	case it.AgeAdjust > 0:
		return fmt.Sprintf("%s A supervisor moved it forward by %s.", said, lasting(it.AgeAdjust))
	case it.AgeAdjust < 0:
		return fmt.Sprintf("%s A supervisor moved it back by %s.", said, lasting(-it.AgeAdjust))
	}
	return said
}

// due says when something that can wait should be done.
func (w *Waiting) due() string {
	left := w.DueAt.Sub(w.At)
	if left < 0 {
		return fmt.Sprintf("It was due %s ago.", lasting(-left))
	}
	return fmt.Sprintf("It is due in %s.", lasting(left))
}

// lack says what would have to change for an item to be served.
func (w *Waiting) lack(n Names, it *Item) string {
	who := n.whoServes(it)
	reach := 0
	for cause, agents := range w.Excluded {
		if cause != noSkill && cause != outsideRing && cause != notInQueue && cause != blocked {
			reach += agents
		}
	}
	busy, left := w.Excluded[noRoom]+w.Excluded[voiceAlone], w.Excluded[pausedBySurge]
	switch {
	case w.HeldFor != nil:
		return fmt.Sprintf("It is kept for %s for %s more; then anybody may take it.", w.HeldFor.Name, lasting(w.Until.Sub(w.At)))
	case w.Reserve > 0:
		return fmt.Sprintf("%s could take it now, but %s free for tiers A and B until it has waited long.", count(w.Eligible, "agent", "agents"), count(w.Reserve, "is kept", "are kept"))
	case w.Eligible > 0 && w.Ahead > 0:
		return fmt.Sprintf("%s could take it now, but %s.", count(w.Eligible, "agent", "agents"), w.line())
	case w.Eligible > 0:
		return "Somebody could take it now: the next decision offers it."
	case reach == 0 && w.Excluded[outsideRing] > 0:
		return fmt.Sprintf("It asks for the best: %s will do when it has waited longer.", count(w.Excluded[outsideRing], "agent", "agents"))
	case reach == 0 && w.Excluded[blocked] > 0:
		return fmt.Sprintf("Nobody %s may serve this customer: %s kept from them.", who, count(w.Excluded[blocked], "agent is", "agents are"))
	case reach == 0 && w.Excluded[noSkill] == 0:
		return "Nobody serves " + n.Queues[it.QueueID] + "."
	case reach == 0:
		return "Nobody " + who + "."
	case busy > 0:
		return fmt.Sprintf("%s %s, with hands full; %s.", count(busy, "agent", "agents"), who, w.line())
	case left > 0:
		return fmt.Sprintf("%s %s, but not while they are kept for who waits at the other end (%s).", count(left, "agent", "agents"), who, paused(w.Surges))
	case w.Excluded[justTried] > 0:
		return fmt.Sprintf("Whoever %s let it pass less than %s ago; then they are asked again.", who, lasting(TriedFor))
	}
	return "Nobody " + who + " is there: " + w.absences() + "."
}

// line says how many go first.
func (w *Waiting) line() string {
	if w.Ahead == 0 {
		return "it is next"
	}
	return count(w.Ahead, "item goes", "items go") + " first"
}

// absences lists who could but is not there.
func (w *Waiting) absences() string {
	var parts []string
	for _, a := range []presence.Absence{presence.SteppedAway, presence.LetPass, presence.Leaving, presence.Silent, presence.NotConnected, presence.SignedOut} {
		if n := w.Excluded[string(a)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, inWords[a]))
		}
	}
	return strings.Join(parts, ", ")
}

var inWords = map[presence.Absence]string{
	presence.SteppedAway: "away", presence.LetPass: "not responding", presence.Leaving: "about to leave",
	presence.Silent: "out of reach", presence.NotConnected: "not connected", presence.SignedOut: "signed out",
}

// overflows puts into words what overflow rules did about an item.
func (n Names) overflows(it *Item) []Overflown {
	all := make([]Overflown, len(it.Overflowed))
	for i, o := range it.Overflowed {
		text := fmt.Sprintf("%s in %s, so %s.", o.because(), n.queue(o.QueueID), n.remedy(o))
		all[i] = Overflown{o.At, Named{string(o.QueueID), n.queue(o.QueueID)}, o.When, o.Over, o.Action, text}
	}
	return all
}

func (o *Overflowed) because() string {
	switch o.When {
	case Expected:
		return fmt.Sprintf("More than %s of waiting lay ahead", lasting(seconds(o.Over)))
	case Waited:
		return fmt.Sprintf("It had waited %s", lasting(seconds(o.Over)))
	case Length:
		return fmt.Sprintf("More than %d waited", o.Over)
	case Unstaffed:
		return "Nobody was there"
	}
	return "Nobody on shift could ever serve it"
}

func (n Names) remedy(o Overflowed) string {
	switch o.Action {
	case ToQueue:
		if o.Serves {
			return fmt.Sprintf("%s may serve it too, and it keeps its place", n.queue(o.To))
		}
		return fmt.Sprintf("it went to %s with its place", n.queue(o.To))
	case OfferCallback:
		return "the customer was offered a call"
	case ToTicket:
		return "a ticket was made of it"
	case Deflect:
		return "the customer was told where else to look"
	}
	return "the customer was told that nobody can help now"
}

// queue is what a queue is called, of another site too.
func (n Names) queue(id centre.QueueID) string {
	if name := n.Queues[id]; name != "" {
		return name
	}
	return "a queue of another site"
}

// whoServes says who could take an item: "in Billing with Spanish ≥ 6".
func (n Names) whoServes(it *Item) string {
	s := "in " + n.Queues[it.QueueID]
	for i, need := range it.Required {
		join := " and "
		if i == 0 {
			join = " with "
		}
		s += fmt.Sprintf("%s%s ≥ %d", join, n.Skills[need.SkillID], need.Min)
	}
	return s
}

// say puts into words what would have to change for an agent to be offered work.
func (i *Idle) say() string {
	switch {
	case i.Absent != "":
		return "Nothing is offered to who is " + inWords[i.Absent] + "."
	case i.Waiting == 0:
		return "Nothing waits in the queues that they serve."
	case i.Causes[""] > 0:
		return "The next decision offers them something."
	}
	var parts []string
	for _, cause := range []string{noRoom, voiceAlone, noSkill, outsideRing, blocked, justTried, heldForOther, keptFree, pausedBySurge, takesAnother} {
		if n := i.Causes[cause]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, passedBy[cause]))
		}
	}
	said := fmt.Sprintf("Of %s: %s.", count(i.Waiting, "item", "items"), strings.Join(parts, ", "))
	if len(i.Surges) > 0 {
		said += " What can wait is " + paused(i.Surges) + "."
	}
	return said
}

var passedBy = map[string]string{
	noRoom: "beyond their free capacity", voiceAlone: "not beside what they have in hand", noSkill: "need a skill that they lack",
	outsideRing: "to be tried by others first", blocked: "of customers from whom they are kept",
	justTried: "let pass just now", heldForOther: "kept for a colleague", keptFree: "of tier C, from which they are kept free", pausedBySurge: "paused", takesAnother: "going to a colleague",
}

func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
