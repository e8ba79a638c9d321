// Package routing decides who is offered what, when and why.
//
// A fact is committed first (work arrived, capacity was freed, a deadline passed)
// and then everything pending in a pool is decided in one batch: the router of a
// node takes the pool's lock, loads the heads of each line and the agents they can
// reach, and calls Decide, which is pure: the simulator and the replay run the same
// code. It promises:
//
//   - one live offer or assignment per item, and no agent beyond capacity; the
//     schema is the backstop;
//   - a place in line is never lost: a missed, declined or withdrawn offer and a
//     lost agent leave the time of first arrival as it was;
//   - what comes while its queue is closed is deferred or refused at once, as the queue says:
//     calls are always refused, tickets always wait, and what is urgent or promised is served
//     whatever the hours. Deferred work is in line when the queue opens, in the place that it has
//     had since it came; at closing time whoever waits is still served;
//   - tickets and e-mail give way to a call, unless their queue says otherwise: it is offered to
//     an agent of an exclusive team as if they weighed nothing. Whoever takes it parks them, in the
//     same transaction; they stay the agent's own, and are back when the call is over, however it
//     ends. In a mixed team a call stands beside other work, and nothing is parked;
//   - a queue may keep an idle agent or two free for tiers A and B: a C that they could serve
//     waits then, until it is in the guard band or, if it can wait, nearly due;
//   - what is hard of what work asks for, a language by law or a licence, binds whoever hands it to whom and
//     goes with it to any queue; rings and people let go of the rest alone;
//   - no justified envy: whoever is served was ahead of everybody whom the same
//     agent could have served; a line's head passes nobody but through the rules;
//   - what can wait, tickets and e-mail, goes by when it is due and not by how long it has waited:
//     tiers and priorities are in that time already, and part only what is due at once. Whoever
//     waits at the other end goes before it, but for what is due within half an hour, which goes
//     beside them by score and so passes nobody whose guard is over; and what is late goes before all but emergencies to an agent who has
//     had only calls and chats for half an hour;
//   - a supervisor may move an item in its line, which counts as if it had arrived then and
//     changes neither its rings nor what is told of its waiting; or give it to an agent
//     out of its turn, if they are able to take it;
//   - work that is transferred and that nobody takes within twice the time to answer, or that the
//     one agent it was meant for lets pass, comes back once, with its place: to who transferred it
//     if they could be asked at once, else before all that waited long in the queue where it was;
//   - work waits a while for the agent who knows its customer, as long as its queue says: in its
//     place, while they are there and, if somebody waits at the other end, expected to be free
//     in that time;
//   - work that an agent promised waits for them alone until its time is over, through their
//     breaks and a console that is silent for a moment; then it is anybody's. It is anybody's at
//     once when they signed out, do so after what they have in hand or went silent for good, are
//     unfit for it, have just let it pass or are kept from its customer: to wait for somebody who does not
//     come only makes the promise late;
//   - work that waits too long follows its queue's overflow rules, at most three times. What goes
//     to another queue keeps its place, and on one site whoever could serve it still may: it is
//     theirs as well, not taken from them. What is offered or told does not end the waiting;
//   - what nobody on shift could ever serve is known within a second;
//   - an agent who is kept from a customer is never offered their work, whoever hands it to
//     them and whatever they promised; what rings when they are parted goes back to its place;
//   - what arrives at a site gets the first of its service packages that is due to its tier,
//     channel and need, before any field rule of the queue where it arrives;
//   - each decision keeps its reasons: the winner and the next five with the figures that parted
//     them, the causes of exclusion by count, and the version of the rules;
//   - of two who race for an item one wins, and the other is told who.
//
// Lock order: pool, item, agent, contact.
package routing
