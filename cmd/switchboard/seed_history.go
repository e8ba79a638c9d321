package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"switchboard/cmd/switchboard/demo"
	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql"
)

// history tells what happened before: contacts with what was said, tickets left behind.
func (s *seeder) history(ctx context.Context) error {
	for i, p := range demo.History {
		if s.customers[p.Customer] == "" || s.agents[p.By] == "" || s.queues[p.Queue] == "" {
			return fmt.Errorf("%w: contact %d of %s", errNoSuch, i, p.Customer)
		}
		if err := s.h.store.Do(ctx, func(w *sql.Work) error { return s.past(ctx, w, p, daysAgo(p.DaysAgo, i)) }); err != nil {
			return fmt.Errorf("contact of %s: %w", p.Customer, err)
		}
	}
	return nil
}

func (s *seeder) past(ctx context.Context, w *sql.Work, p demo.Past, at time.Time) error {
	answered, over := at.Add(25*time.Second), at.Add(7*time.Minute)
	c := contact.Contact{
		ID: centre.NewID[centre.ContactID](), Channel: routing.Channel(p.Channel), Direction: contact.In,
		CustomerID: s.customers[p.Customer], QueueID: s.queues[p.Queue], Subject: p.Subject, OpenedAt: at, Custom: map[string]any{}, Version: 1,
	}
	if err := w.AddContact(ctx, &c); err != nil {
		return err
	}
	c.AgentID, c.AnsweredAt, c.ClosedAt, c.Outcome = s.agents[p.By], &answered, &over, string(routing.Completed)
	c.DispositionID, c.Note = s.endings[p.Ending], p.Note
	if p.Rating > 0 {
		c.Rating = &p.Rating
	}
	if err := w.SaveContact(ctx, &c); err != nil {
		return err
	}
	if p.Channel == string(routing.Chat) {
		if err := s.transcript(ctx, w, p, c); err != nil {
			return err
		}
	}
	if p.Ticket == "" {
		return nil
	}
	_, err := ticket.Begin(ctx, w, centre.Agent(c.AgentID), ticket.Draft{
		Subject: p.Ticket, QueueID: c.QueueID, CustomerID: c.CustomerID, ContactID: c.ID, AssigneeID: c.AgentID, Text: p.Note,
	}, over)
	return err
}

// transcript keeps what both sides said.
func (s *seeder) transcript(ctx context.Context, w *sql.Work, p demo.Past, c contact.Contact) error {
	visitor := chat.Visit{VisitorID: centre.NewID[centre.VisitorID](), CustomerID: c.CustomerID}
	if err := w.AddKnownVisitor(ctx, visitor, []byte(visitor.VisitorID), c.OpenedAt); err != nil {
		return err
	}
	talk := chat.Chat{ContactID: c.ID, VisitorID: visitor.VisitorID}
	if err := w.AddChat(ctx, &talk); err != nil {
		return err
	}
	agentName, err := w.AgentName(ctx, c.AgentID)
	if err != nil {
		return err
	}
	for i, text := range p.Said {
		turns := []chat.Message{
			{From: chat.Party{Kind: chat.Customer, ID: string(c.CustomerID), Name: p.Customer}, Text: text},
			{From: chat.Party{Kind: chat.Agent, ID: string(c.AgentID), Name: agentName}, Text: demo.Replies[i%len(demo.Replies)]},
		}
		for _, m := range turns {
			talk.LastSeq++
			m.ID, m.ContactID, m.Seq = centre.NewID[string](), c.ID, talk.LastSeq
			m.At, m.ClientID = c.OpenedAt.Add(time.Duration(talk.LastSeq)*40*time.Second), strconv.Itoa(talk.LastSeq)
			if err := w.AddMessage(ctx, &m, nil); err != nil {
				return err
			}
			talk.CustomerDelivered, talk.CustomerRead, talk.AgentDelivered, talk.AgentRead = m.Seq, m.Seq, m.Seq, m.Seq
			if err := w.SaveChat(ctx, &talk, &m); err != nil {
				return err
			}
		}
	}
	return nil
}

// promises come due while a newcomer looks on; where that would be at night, tomorrow
// morning on the customer's clock.
func (s *seeder) promises(ctx context.Context) error {
	for _, p := range demo.Promises {
		who, ok := find(demo.Customers, func(c demo.Customer) bool { return c.Name == p.Customer })
		if !ok {
			return fmt.Errorf("%w: %s", errNoSuch, p.Customer)
		}
		zone, err := time.LoadLocation(who.Zone)
		if err != nil {
			return err
		}
		now := clock().In(zone)
		morning := time.Date(now.Year(), now.Month(), now.Day()+1, 10, 15, 0, 0, zone)
		err = s.promise(ctx, who, p, now.Add(time.Duration(p.In)*time.Minute))
		if centre.IsKind(err, centre.Forbidden) || centre.IsKind(err, centre.Conflict) || centre.IsKind(err, centre.Invalid) {
			err = s.promise(ctx, who, p, morning)
		}
		if err != nil {
			return fmt.Errorf("promise to %s: %w", p.Customer, err)
		}
	}
	return nil
}

func (s *seeder) promise(ctx context.Context, who demo.Customer, p demo.Promise, at time.Time) error {
	_, err := s.h.callbacks.Promise(ctx, centre.Agent(s.agents[p.By]), callback.Promise{
		Ask:        callback.Ask{Phone: who.Phone, Local: at.Format("2006-01-02T15:04"), Zone: who.Zone},
		CustomerID: s.customers[p.Customer], QueueID: s.queues[p.Queue], OwnerID: s.agents[p.By], Topic: p.Topic,
	})
	return err
}

func find[T any](all []T, is func(T) bool) (T, bool) {
	for _, x := range all {
		if is(x) {
			return x, true
		}
	}
	var none T
	return none, false
}
