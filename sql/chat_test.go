package sql_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
)

// talk is a shift with one public queue, one agent and one visitor.
type talk struct {
	*shift
	ana     centre.AgentID
	visitor centre.VisitorID
}

func newTalk(t *testing.T) *talk {
	t.Helper()
	s := newShift(t)
	support := s.Queue("Support")
	s.Public(support)
	visit, _, err := s.chats.NewVisit(s.ctx)
	s.must(err)
	return &talk{s, s.Hire("Ana").Serving(support).Ready(s.Now()), visit.VisitorID}
}

// begin starts the conversation and lets the agent take it.
func (k *talk) begin() centre.ContactID {
	k.t.Helper()
	_, m, err := k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "hello?", ClientID: "first"})
	k.must(err)
	k.decide()
	k.accepts(k.ana)
	return m.ContactID
}

// end ends the conversation by the agent.
func (k *talk) end(id centre.ContactID) {
	k.t.Helper()
	var item centre.ItemID
	k.must(k.DB.Get(&item, `SELECT id FROM items WHERE contact_id = $1`, id))
	_, err := k.routing.End(k.ctx, k.ana, item)
	k.must(err)
	_, err = k.contacts.Finish(k.ctx, k.ana, item, contact.Result{})
	k.must(err)
}

func (k *talk) messages(id centre.ContactID, internal bool) []chat.Message {
	k.t.Helper()
	all, err := k.chats.Messages(k.ctx, id, chat.Stretch{Limit: 200, Internal: internal})
	k.must(err)
	return all.Items
}

func saying(clientID, text string) chat.Saying { return chat.Saying{ClientID: clientID, Text: text} }

func TestMessagesAreNumberedWithoutGaps(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	id := k.begin()
	var all []func() error
	for i := range 15 {
		all = append(all,
			func() error {
				_, err := k.chats.Say(k.ctx, k.visitor, saying(fmt.Sprint("c", i), "question"))
				return err
			},
			func() error {
				_, err := k.chats.Reply(k.ctx, k.ana, id, saying(fmt.Sprint("a", i), "answer"))
				return err
			})
	}
	for _, err := range atOnce(all...) {
		k.must(err)
	}
	said := k.messages(id, true)
	if len(said) != 31 {
		t.Fatalf("%d messages of 31", len(said))
	}
	for i, m := range said {
		if m.Seq != i+1 {
			t.Fatalf("message %d has number %d", i+1, m.Seq)
		}
	}
	after, err := k.chats.Messages(k.ctx, id, chat.Stretch{After: 20, Limit: 200})
	if err != nil || len(after.Items) != 11 || after.Items[0].Seq != 21 {
		t.Errorf("after the 20th come %d: %v", len(after.Items), err)
	}
}

func TestAConversationIsReadFromItsEndByPages(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	id := k.begin()
	for i := range 149 {
		_, err := k.chats.Say(k.ctx, k.visitor, saying(fmt.Sprint("c", i), "more"))
		k.must(err)
	}
	shown, err := k.chats.Conversation(k.ctx, id)
	k.must(err)
	if n := len(shown.Messages); n != 100 || shown.Messages[0].Seq != 51 || shown.Earlier == nil || *shown.Earlier != "51" {
		t.Fatalf("a visitor is shown %d messages, earlier %v", n, shown.Earlier)
	}
	visit := chat.Visit{VisitorID: k.visitor, ContactID: id}
	var seqs []int
	for before := 51; ; {
		page, err := k.chats.Said(k.ctx, visit, before, 20)
		k.must(err)
		for _, m := range slices.Backward(page.Items) {
			seqs = append(seqs, m.Seq)
		}
		if page.NextCursor == nil {
			break
		}
		before, err = strconv.Atoi(*page.NextCursor)
		k.must(err)
	}
	if len(seqs) != 50 || seqs[0] != 50 || seqs[49] != 1 || !slices.IsSortedFunc(seqs, func(a, b int) int { return b - a }) {
		t.Errorf("before them came %v", seqs)
	}
}

func TestARepeatedMessageIsStoredOnce(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	id := k.begin()
	first, err := k.chats.Say(k.ctx, k.visitor, saying("m1", "is it late?"))
	k.must(err)
	again, err := k.chats.Say(k.ctx, k.visitor, saying("m1", "is it late?"))
	if err != nil || again.ID != first.ID || again.Seq != first.Seq {
		t.Errorf("the repetition is %+v, %v", again, err)
	}

	ids := make([]string, 8)
	var all []func() error
	for i := range ids {
		all = append(all, func() error {
			m, err := k.chats.Reply(k.ctx, k.ana, id, saying("r1", "it is on its way"))
			ids[i] = m.ID
			return err
		})
	}
	for _, err := range atOnce(all...) {
		k.must(err)
	}
	if len(slices.Compact(ids)) != 1 {
		t.Errorf("one reply, said at once many times, became %v", ids)
	}
	if n := len(k.messages(id, true)); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}

	k.end(id)
	after, err := k.chats.Say(k.ctx, k.visitor, saying("m1", "is it late?"))
	if err != nil || after.ID != first.ID {
		t.Errorf("whoever did not hear that it arrived must hear so after the end, too: %v", err)
	}
}

func TestAConversationThatEnded(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	id := k.begin()
	k.end(id)
	_, err := k.chats.Say(k.ctx, k.visitor, saying("late", "one more thing"))
	k.wantCode(err, "closed")
	_, err = k.chats.Reply(k.ctx, k.ana, id, chat.Saying{ClientID: "late", Text: "bye", Internal: true})
	k.wantCode(err, "closed")
	if n := len(k.messages(id, true)); n != 1 {
		t.Errorf("%d messages", n)
	}
	if v, err := k.chats.Conversation(k.ctx, id); err != nil || v.State != routing.Completed {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestInternalNotes(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	id := k.begin()
	bob := k.Hire("Bob").SignedOut(k.Now())
	_, err := k.chats.Say(k.ctx, k.visitor, saying("q", "where is my parcel?"))
	k.must(err)
	note, err := k.chats.Reply(k.ctx, bob, id, chat.Saying{ClientID: "n", Text: "he is a journalist", Internal: true})
	k.must(err)

	t.Run("never reach the visitor", func(t *testing.T) {
		for _, m := range k.messages(id, false) {
			if m.Internal {
				t.Errorf("read by the visitor: %+v", m)
			}
		}
		v, err := k.chats.Conversation(k.ctx, id)
		k.must(err)
		for _, m := range v.Messages {
			if m.Internal {
				t.Errorf("on the visitor's screen: %+v", m)
			}
		}
		var topics pq.StringArray
		k.must(k.DB.Get(&topics, `SELECT topics FROM journal WHERE subject_id = $1`, note.ID))
		if slices.Contains(topics, "visitor:"+string(k.visitor)) || !slices.Contains(topics, "agent:"+string(k.ana)) {
			t.Errorf("sent to %v", topics)
		}
	})

	t.Run("are not what a card shows of the conversation", func(t *testing.T) {
		_, items, err := k.Store.Read().HeldCards(k.ctx, k.ana)
		k.must(err)
		if items[0].Preview != "where is my parcel?" || items[0].LastMessageBy != "customer" {
			t.Errorf("shows %q by %s", items[0].Preview, items[0].LastMessageBy)
		}
	})

	t.Run("and what the house says is neither", func(t *testing.T) {
		k.Exec(`INSERT INTO chat_messages (contact_id, seq, id, at, from_kind, from_id, from_name, text, internal)
		        SELECT contact_id, 900, gen_random_uuid(), now(), 'system', '', '', 'Many people are writing to us just now.', false FROM chats WHERE contact_id = $1`, id)
		_, items, err := k.Store.Read().HeldCards(k.ctx, k.ana)
		k.must(err)
		if items[0].Preview != "where is my parcel?" {
			t.Errorf("shows %q", items[0].Preview)
		}
		k.Exec(`DELETE FROM chat_messages WHERE contact_id = $1 AND seq = 900`, id)
	})

	t.Run("of a colleague do not count as read by the agent", func(t *testing.T) {
		_, items, err := k.Store.Read().HeldCards(k.ctx, k.ana)
		k.must(err)
		if items[0].Unread != 2 {
			t.Errorf("%d unread, want the two that the customer said", items[0].Unread)
		}
	})

	t.Run("may be written by any colleague, answers only by who has it", func(t *testing.T) {
		_, err := k.chats.Reply(k.ctx, bob, id, saying("b", "hello from Bob"))
		k.wantCode(err, "not_yours")
	})
}

func TestStartingTwiceBeginsOneConversation(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	ids := make([]centre.ContactID, 6)
	var all []func() error
	for i := range ids {
		all = append(all, func() error {
			_, m, err := k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "hello?", ClientID: "first"})
			ids[i] = m.ContactID
			return err
		})
	}
	for _, err := range atOnce(all...) {
		k.must(err)
	}
	if len(slices.Compact(ids)) != 1 {
		t.Errorf("began %v", ids)
	}
	if n := len(k.messages(ids[0], true)); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
	if n := k.Count(`SELECT count(*) FROM items`); n != 1 {
		t.Errorf("%d items wait for one visitor", n)
	}
	k.must(k.chats.Leave(k.ctx, k.visitor))
	_, m, err := k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "hello?", ClientID: "first"})
	if err != nil || m.ContactID != ids[0] {
		t.Errorf("a repetition after the end began another: %v, %v", m.ContactID, err)
	}
}

func TestAReturningCustomerIsHeldForTheirAgent(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	var support centre.QueueID
	k.must(k.DB.Get(&support, `SELECT id FROM queues`))
	k.end(k.begin())
	bob := k.Hire("Bob").Serving(support).Ready(shiftBegins.Add(-time.Hour))

	k.Pass(14 * time.Minute)
	_, m, err := k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "me again", ClientID: "second"})
	k.must(err)
	k.decide()
	if len(k.rings(k.ana)) != 1 {
		t.Error("within a quarter of an hour they go to who knows them")
	}
	k.accepts(k.ana)
	k.end(m.ContactID)

	k.Pass(16 * time.Minute)
	_, _, err = k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "and again", ClientID: "third"})
	k.must(err)
	k.decide()
	if len(k.rings(bob)) != 1 {
		t.Error("later they go to the longest idle")
	}
}

func TestHowFarEachSideGot(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	id := k.begin()
	reply, err := k.chats.Reply(k.ctx, k.ana, id, saying("a", "good morning"))
	k.must(err)
	if reply.Delivered || reply.Read {
		t.Error("nobody has seen it yet")
	}
	k.must(k.chats.Progress(k.ctx, centre.Visitor(k.visitor), id, false, 99)) // more than there is
	if m := k.messages(id, false)[1]; !m.Delivered || m.Read {
		t.Errorf("delivered %t, read %t", m.Delivered, m.Read)
	}
	k.must(k.chats.Progress(k.ctx, centre.Visitor(k.visitor), id, true, 2))
	k.must(k.chats.Progress(k.ctx, centre.Visitor(k.visitor), id, true, 1)) // never back
	if m := k.messages(id, false)[1]; !m.Read {
		t.Error("it was read")
	}
	stranger, _, err := k.chats.NewVisit(k.ctx)
	k.must(err)
	if err := k.chats.Progress(k.ctx, centre.Visitor(stranger.VisitorID), id, true, 2); !centre.IsKind(err, centre.Forbidden) {
		t.Errorf("a stranger: %v", err)
	}
	if err := k.chats.Rate(k.ctx, stranger.VisitorID, id, 1, ""); !centre.IsKind(err, centre.Forbidden) {
		t.Errorf("a stranger rates: %v", err)
	}
	words := strings.Repeat("thank you ", 200)
	if err := k.chats.Rate(k.ctx, k.visitor, id, 5, words+"!"); !centre.IsKind(err, centre.Invalid) {
		t.Errorf("more than 2000 characters: %v", err)
	}
	k.must(k.chats.Rate(k.ctx, k.visitor, id, 5, words))
	k.must(k.chats.Rate(k.ctx, k.visitor, id, 1, "changed my mind"))
	if c, err := k.Store.Read().Contact(k.ctx, id); err != nil || c.Rating == nil || *c.Rating != 5 || c.RatingText != words {
		t.Errorf("rated %v, %q, %v", c.Rating, c.RatingText, err)
	}
	if _, err := k.chats.Visit(k.ctx, "no such token"); !centre.IsKind(err, centre.Unauthenticated) {
		t.Errorf("an unknown token: %v", err)
	}
}

func TestWhereAVisitorIs(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	id := k.begin()
	kept := func(want *contact.Page) {
		t.Helper()
		c, err := k.Store.Read().Contact(k.ctx, id)
		if diff := cmp.Diff(want, c.Page); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	}
	lamps := &contact.Page{URL: "https://shop.example/lamps", Title: "Lamps"}
	for range 2 { // told again it is no news
		k.must(k.chats.Browse(k.ctx, k.visitor, id, lamps))
	}
	kept(lamps)
	var told int
	k.must(k.DB.Get(&told, `SELECT count(*) FROM journal WHERE kind = 'contact.page_changed' AND 'agent:' || $1 = ANY (topics)`, k.ana))
	if told != 1 {
		t.Errorf("the agent was told %d times", told)
	}
	k.must(k.chats.Browse(k.ctx, k.visitor, id, nil))
	kept(nil)
	stranger, _, err := k.chats.NewVisit(k.ctx)
	k.must(err)
	if err := k.chats.Browse(k.ctx, stranger.VisitorID, id, lamps); !centre.IsKind(err, centre.Forbidden) {
		t.Errorf("a stranger: %v", err)
	}
	k.end(id)
	k.must(k.chats.Browse(k.ctx, k.visitor, id, lamps))
	kept(nil)
}

func TestWhatCannotBeSaid(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	k.begin()
	for what, s := range map[string]chat.Saying{
		"nothing":           saying("m", "  \n"),
		"without an id":     saying("", "hello"),
		"too much":          saying("m", string(make([]rune, chat.MaxText+1))),
		"no text":           saying("m", "a\x00b"),
		"broken characters": saying("m", "\xff\xfe"),
	} {
		if _, err := k.chats.Say(k.ctx, k.visitor, s); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
