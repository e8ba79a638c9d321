package live

import (
	"context"
	"net/http"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
)

// How often one visitor may do what, on all their sockets together.
var (
	sayLimit    = Limit{Rate: 20, Per: 10 * time.Second, Burst: 20}
	startLimit  = Limit{Rate: 6, Per: time.Minute, Burst: 6}
	typingLimit = Limit{Rate: 20, Per: 10 * time.Second, Burst: 20}
	pageLimit   = Limit{Rate: 60, Per: time.Minute, Burst: 20}
)

// visitorSockets is how many sockets of one visitor a node keeps; the oldest goes.
const visitorSockets = 8

// Visitor serves GET /ws/visitor?token=…: the socket of a customer's chat
// widget, from any page.
func (d *Door) Visitor(w http.ResponseWriter, r *http.Request) { d.admit(w, r, d.visitorCame) }

func (d *Door) visitorCame(w http.ResponseWriter, r *http.Request) bool {
	visit, visitErr := d.Chats.Visit(r.Context(), r.URL.Query().Get("token"))
	if visitErr != nil && !centre.IsKind(visitErr, centre.Unauthenticated) {
		d.log.WarnContext(r.Context(), "a visitor could not be recognised", "err", visitErr)
		away(w)
		return false
	}
	c, err := d.upgrade(w, r)
	if err != nil {
		return false
	}
	if visitErr != nil {
		turnAway(c, closeBadToken, "this visit is not known: begin anew")
		return false
	}
	c.by = centre.Visitor(visit.VisitorID)
	v := &widget{door: d, client: c, id: visit.VisitorID, contact: visit.ContactID}
	return d.serve(c, v, func() { d.line.leave(c) })
}

// widget is the server's side of a visitor's socket.
type widget struct {
	door    *Door
	client  *client
	id      centre.VisitorID
	contact centre.ContactID // their chat, open or over; empty before the first
	page    *contact.Page    // only with consent
	greeted bool
}

func (v *widget) grammar() grammar { return visitorGrammar }

func (v *widget) hear(ctx context.Context, frame any) error {
	if hello, ok := frame.(*visitorHello); ok {
		return v.hello(ctx, hello)
	}
	if !v.greeted {
		return errNoHello
	}
	switch f := frame.(type) {
	case *start:
		return v.start(ctx, f)
	case *say:
		return v.say(ctx, f)
	case *leave:
		return v.door.Chats.Leave(ctx, v.id)
	case *browse:
		return v.browse(ctx, f.Page, f.Consent)
	}
	if v.contact == "" {
		return errNoChat
	}
	switch f := frame.(type) {
	case *visitorTyping:
		return v.typing(ctx, f)
	case *visitorRead:
		return v.door.Chats.Progress(ctx, v.client.by, v.contact, true, f.Seq)
	case *rating:
		return v.door.Chats.Rate(ctx, v.id, v.contact, f.Score, f.Text)
	}
	return nil
}

// hello brings the widget up to date. Where the visitor is, is kept only with
// their consent.
func (v *widget) hello(ctx context.Context, f *visitorHello) error {
	if v.greeted {
		return errHelloTwice
	}
	v.greeted = true
	if f.Consent {
		v.page = f.Page
	}
	err := v.door.resume(ctx, v.client, returning{pos: f.Pos, topics: v.topics(), snapshot: v.snapshot})
	if err != nil {
		v.client.cut(closeComeBack, "your chat could not be read now")
		return err
	}
	v.door.hub.spare(v.topics()[0], visitorSockets)
	if v.contact == "" {
		return nil
	}
	v.door.line.wait(v.client, v.contact)
	return v.browse(ctx, f.Page, f.Consent)
}

// browse keeps where the visitor is, for their chat or for the one that they may begin.
func (v *widget) browse(ctx context.Context, page *contact.Page, consent bool) error {
	v.page = nil
	if consent {
		v.page = page
	}
	if v.contact == "" {
		return nil
	}
	if err := v.within(ctx, "page", pageLimit); err != nil {
		return err
	}
	return v.door.Chats.Browse(ctx, v.id, v.contact, v.page)
}

// topics are what a visitor is told of: what is said to them, and what becomes
// of their chat. Nobody asks for these by name.
func (v *widget) topics() []string {
	t := []string{"visitor:" + string(v.id)}
	if v.contact != "" {
		t = append(t, "contact:"+string(v.contact))
	}
	return t
}

func (v *widget) snapshot(ctx context.Context) (snapshot, error) {
	if v.contact == "" {
		return snapshot{}, nil
	}
	c, err := v.door.Chats.Conversation(ctx, v.contact)
	return snapshot{Chat: &c}, err
}

// start opens a chat, or finds the one that is open. What became of it before
// this socket joined its topic is in the snapshot.
func (v *widget) start(ctx context.Context, f *start) error {
	if err := v.within(ctx, "start", startLimit); err != nil {
		return err
	}
	begun, first, err := v.door.Chats.Start(ctx, v.id, chat.Opening{
		ClientID: f.ClientID, Name: f.Name, Email: f.Email, QueueID: f.Queue, Language: f.Language, Text: f.Text, Page: v.page,
	})
	if err != nil {
		return err
	}
	v.client.send(said{Type: "said", ClientID: f.ClientID, Message: first})
	if begun.ContactID != v.contact {
		v.move(ctx, begun.ContactID)
	}
	v.door.line.wait(v.client, v.contact)
	return nil
}

// move follows another chat from now on. A chat that was begun stays begun when
// it cannot be read now: the socket goes and comes back to it.
func (v *widget) move(ctx context.Context, to centre.ContactID) {
	if v.contact != "" {
		v.door.hub.unwatch(v.client, "contact:"+string(v.contact))
	}
	v.contact = to
	at := v.door.hub.join(v.client, v.topics()...)
	s, err := v.snapshot(ctx)
	if err != nil {
		v.client.cut(closeComeBack, "your chat could not be read now")
		return
	}
	s.Type, s.Pos = "snapshot", at
	v.client.send(s)
}

func (v *widget) say(ctx context.Context, f *say) error {
	if err := v.within(ctx, "say", sayLimit); err != nil {
		return err
	}
	message, err := v.door.Chats.Say(ctx, v.id, chat.Saying{ClientID: f.ClientID, Text: f.Text, Attachments: f.AttachmentIDs})
	if err != nil {
		return err
	}
	v.client.send(said{Type: "said", ClientID: f.ClientID, Message: message})
	return nil
}

// typing tells whoever has the chat open.
func (v *widget) typing(ctx context.Context, f *visitorTyping) error {
	if err := v.within(ctx, "typing", typingLimit); err != nil {
		return err
	}
	p, err := v.door.Talks.Ends(ctx, v.contact)
	if err != nil {
		return err
	}
	topics := []string{"contact:" + string(v.contact)}
	if p.AgentID != "" {
		topics = append(topics, "agent:"+string(p.AgentID))
	}
	from := chat.Party{Kind: chat.Customer, ID: string(v.id)}
	v.door.whisper(ctx, v.client.by, typing{Type: "typing", ContactID: v.contact, From: from, On: f.On}, topics...)
	return nil
}

func (v *widget) within(ctx context.Context, act string, l Limit) error {
	return v.door.Limiter.Allow(ctx, "visitor:"+act+":"+string(v.id), l)
}

// errNoChat refuses what only makes sense in a chat.
var errNoChat = refusef(codeTooLate, "there is no chat: start one")
