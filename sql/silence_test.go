package sql_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/routing"
)

// listens fails the test unless the conversation is looked at next so long after now, and
// lets it be looked at then; 0: not at all.
func (k *talk) listens(id centre.ContactID, in time.Duration) {
	k.t.Helper()
	var at *time.Time
	k.must(k.DB.Get(&at, `SELECT watch_at FROM chats WHERE contact_id = $1`, id))
	if in == 0 {
		if at != nil {
			k.t.Fatalf("looked at %s, want not at all", at)
		}
		return
	}
	if at == nil || !at.Equal(k.Now().Add(in)) {
		k.t.Fatalf("looked at %s, want in %s from %s", at, in, k.Now())
	}
	if n := k.Count(`SELECT count(*) FROM journal WHERE kind = 'chat.watched' AND subject_id = $1 AND (data->>'watch_at')::timestamptz = $2`, id, *at); n != 1 {
		k.t.Fatalf("%d events say when to look", n)
	}
	k.Pass(in)
	k.must(k.chats.Listen(k.ctx, id))
}

// replies lets the agent say something.
func (k *talk) replies(id centre.ContactID, clientID string) {
	k.t.Helper()
	_, err := k.chats.Reply(k.ctx, k.ana, id, saying(clientID, "Which one?"))
	k.must(err)
}

// last gives what was said last.
func (k *talk) last(id centre.ContactID) chat.Message {
	all := k.messages(id, true)
	return all[len(all)-1]
}

func TestSilence(t *testing.T) {
	t.Parallel()

	t.Run("who does not answer is warned, and then it is closed as inactive", func(t *testing.T) {
		t.Parallel()
		k := newTalk(t)
		id := k.begin()
		k.replies(id, "a")
		k.listens(id, 3*time.Minute)
		if m := k.last(id); m.From.Kind != chat.Machine || m.Internal || m.Seq != 3 {
			t.Errorf("warned by %+v", m)
		}
		if err := k.chats.Listen(k.ctx, id); err == nil || k.contact(id).ClosedAt != nil {
			t.Fatalf("looked at too early: %v", err)
		}
		k.listens(id, 2*time.Minute)
		if c := k.contact(id); c.ClosedAt == nil || c.Outcome != chat.Inactive || c.AgentID != k.ana {
			t.Errorf("ended as %+v", c)
		}
		if m := k.last(id); m.From.Kind != chat.Machine || m.Seq != 4 {
			t.Errorf("told by %+v", m)
		}
		if d := k.desk(k.ana); d.State != "wrap_up" {
			t.Errorf("the agent is %s", d.State)
		}
		k.listens(id, 0)
		if err := k.chats.Listen(k.ctx, id); err != nil {
			t.Errorf("once more: %v", err)
		}
	})

	t.Run("it begins anew when either of them speaks", func(t *testing.T) {
		t.Parallel()
		k := newTalk(t)
		id := k.begin()
		k.replies(id, "a")
		k.Pass(time.Minute)
		k.replies(id, "b")
		k.listens(id, 2*time.Minute) // planned for the first
		k.listens(id, time.Minute)
		if k.last(id).From.Kind != chat.Machine {
			t.Fatal("not warned")
		}
		_, err := k.chats.Say(k.ctx, k.visitor, saying("c", "The second"))
		k.must(err)
		k.listens(id, 2*time.Minute)
		k.listens(id, 0)
		k.replies(id, "d")
		k.listens(id, 3*time.Minute)
		if c := k.contact(id); k.last(id).From.Kind != chat.Machine || c.ClosedAt != nil {
			t.Errorf("closed at %v, said last by %s", c.ClosedAt, k.last(id).From.Kind)
		}
	})

	t.Run("a customer who waits for us is never warned", func(t *testing.T) {
		t.Parallel()
		k := newTalk(t)
		id := k.begin()
		k.listens(id, 0)
		k.replies(id, "a")
		_, err := k.routing.Transfer(k.ctx, k.ana, k.live(id), routing.Destination{QueueID: k.Queue("Billing")})
		k.must(err)
		k.listens(id, 3*time.Minute)
		k.listens(id, 0)
		if k.last(id).From.Kind != chat.Agent {
			t.Error("warned while they waited")
		}
	})

	t.Run("nor while nobody said anything to them since they were handed on", func(t *testing.T) {
		t.Parallel()
		k := newTalk(t)
		bob := k.Hire("Bob").Serving(k.Queue("Billing")).Ready(k.Now())
		id := k.begin()
		k.replies(id, "a")
		_, err := k.routing.Transfer(k.ctx, k.ana, k.live(id), routing.Destination{AgentID: bob})
		k.must(err)
		k.decide()
		k.Pass(time.Second)
		k.accepts(bob)
		k.listens(id, 3*time.Minute-time.Second)
		k.listens(id, 0)
		if k.last(id).From.Kind != chat.Agent {
			t.Error("warned before their agent spoke")
		}
	})

	t.Run("a note for colleagues does not speak to the customer", func(t *testing.T) {
		t.Parallel()
		k := newTalk(t)
		id := k.begin()
		_, err := k.chats.Reply(k.ctx, k.ana, id, chat.Saying{ClientID: "n", Text: "rude", Internal: true})
		k.must(err)
		k.listens(id, 0)
	})

	for name, c := range map[string]struct {
		warn, shut int
		first      time.Duration
	}{
		"of 0 and 0 there is nothing":       {0, 0, 0},
		"of 0 it is closed without warning": {0, 60, time.Minute},
		"of close 0 there is a warning":     {60, 0, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newTalk(t)
			k.Exec(`UPDATE queues SET silence_warn_s = $1, silence_close_s = $2`, c.warn, c.shut)
			id := k.begin()
			k.replies(id, "a")
			k.listens(id, c.first)
			k.listens(id, 0)
			if closed := k.contact(id).ClosedAt != nil; closed != (c.shut > 0) {
				t.Errorf("closed: %t", closed)
			}
			if told := k.last(id).From.Kind == chat.Machine; told != (c.first > 0) {
				t.Errorf("told: %t", told)
			}
		})
	}
}

func TestWhoIsSilentIsAskedInTheirLanguage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ reads, customer, begins string }{
		"as their browser says":           {"de-AT", "", "Sind Sie noch da?"},
		"as the customer is known to":     {"de", "ar-EG", "هل ما زلت هنا؟"},
		"one that we do not speak":        {"pl", "", "Are you still there?"},
		"known to read what we do not":    {"de", "pl-PL", "Are you still there?"},
		"whoever says nothing in English": {"", "", "Are you still there?"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newTalk(t)
			_, m, err := k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "hello?", ClientID: "first", Language: c.reads})
			k.must(err)
			k.Exec(`UPDATE customers SET language = $1`, c.customer)
			k.decide()
			k.accepts(k.ana)
			k.replies(m.ContactID, "a")
			k.listens(m.ContactID, 3*time.Minute)
			if got := k.last(m.ContactID).Text; !strings.HasPrefix(got, c.begins) {
				t.Errorf("asked %q", got)
			}
		})
	}
}

// live names the work item of a conversation.
func (k *talk) live(id centre.ContactID) centre.ItemID {
	k.t.Helper()
	item, err := k.Store.Read().LiveItem(k.ctx, id)
	k.must(err)
	return item
}
