package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/demo"
	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
)

func (p *program) seed() *cobra.Command {
	return &cobra.Command{
		Use:   "seed",
		Short: "Fill an empty database with the demo company, and end",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withStore(cmd, func(k *kept, log *slog.Logger) error {
				done, err := seed(cmd.Context(), build(k.store, clock))
				if err != nil {
					return err
				}
				said := "The database holds a company already; nothing was changed."
				if done {
					said = "Northlight is there: everybody's password is " + demo.Password
				}
				_, err = fmt.Fprintln(p.stdout, said)
				return err
			})
		},
	}
}

// seeder makes the demo company, remembering what it made by name.
type seeder struct {
	h         *house
	by        agent.Caller
	skills    map[string]centre.SkillID
	teams     map[string]centre.TeamID
	agents    map[string]centre.AgentID // by e-mail
	queues    map[string]centre.QueueID
	customers map[string]centre.CustomerID
	endings   map[string]centre.DispositionID
}

func newSeeder(h *house) *seeder {
	return &seeder{
		h: h, by: agent.Caller{Actor: centre.System, Role: agent.RoleAdmin},
		skills: map[string]centre.SkillID{}, teams: map[string]centre.TeamID{}, agents: map[string]centre.AgentID{},
		queues: map[string]centre.QueueID{}, customers: map[string]centre.CustomerID{}, endings: map[string]centre.DispositionID{},
	}
}

// seed makes the demo company, unless there is a company already.
func seed(ctx context.Context, h *house) (bool, error) {
	sites, err := h.structure.Sites(ctx, centre.Page{Limit: 1})
	if err != nil || len(sites.Items) > 0 {
		return false, err
	}
	s := newSeeder(h)
	for _, step := range []func(context.Context) error{s.people, s.fields, s.lines, s.everybodyElse, s.history, s.promises} {
		if err := step(ctx); err != nil {
			return false, fmt.Errorf("seed the demo company: %w", err)
		}
	}
	return true, nil
}

// people makes the site, its teams and skills, and who works there.
func (s *seeder) people(ctx context.Context) error {
	site, err := s.h.structure.CreateSite(ctx, s.by, agent.Site{Name: "Northlight, Main Street"})
	if err != nil {
		return err
	}
	s.by.Site = site.ID
	for _, name := range demo.Skills {
		made, err := s.h.structure.CreateSkill(ctx, s.by, agent.Skill{Name: name})
		if err != nil {
			return err
		}
		s.skills[name] = made.ID
	}
	for _, t := range demo.Teams {
		made, err := s.h.structure.CreateTeam(ctx, s.by, agent.Team{SiteID: site.ID, Name: t.Name, Blend: t.Blend})
		if err != nil {
			return err
		}
		s.teams[t.Name] = made.ID
	}
	for _, p := range append([]demo.Person{demo.Agent, demo.Supervisor, demo.Admin}, demo.Colleagues...) {
		if err := s.person(ctx, site.ID, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) person(ctx context.Context, site centre.SiteID, p demo.Person) error {
	team := s.teams[p.Team]
	made, err := s.h.agents.Create(ctx, s.by, agent.Agent{
		SiteID: site, TeamID: &team, Email: p.Email, Name: p.Name, Role: agent.Role(p.Role), Locale: "en",
	}, demo.Password)
	if err != nil {
		return err
	}
	s.agents[p.Email] = made.ID
	var levels []agent.Level
	for name, level := range p.Skills {
		levels = append(levels, agent.Level{SkillID: s.skills[name], Level: level})
	}
	_, err = s.h.agents.SetSkills(ctx, s.by, made.ID, levels)
	return err
}

// fields makes the company's own fields.
func (s *seeder) fields(ctx context.Context) error {
	for i, f := range demo.Fields {
		choices := f.Choices
		if choices == nil {
			choices = []string{}
		}
		if _, err := s.h.fields.Define(ctx, centre.System, field.Definition{
			Entity: field.Entity(f.Entity), Key: f.Key, Label: f.Label, Type: field.Type(f.Type), Choices: choices, Position: i, OnOffer: f.OnOffer,
		}); err != nil {
			return err
		}
	}
	return nil
}

// lines makes the queues, open around the clock on the demo floor, and how contacts end.
func (s *seeder) lines(ctx context.Context) error {
	name, zone := "Around the clock", "America/New_York"
	var always []calendar.Weekly
	for day := 1; day <= 7; day++ {
		always = append(always, calendar.Weekly{Day: day, Hours: calendar.Hours{From: 0, To: 24 * 60}})
	}
	hours, err := s.h.floor.CreateCalendar(ctx, s.by, floor.CalendarChange{Name: &name, Zone: &zone, Weekly: &always})
	if err != nil {
		return err
	}
	for _, l := range demo.Lines {
		mode := routing.WrapMode(l.WrapMode)
		needs := []routing.Need{{SkillID: s.skills[l.Skill], Min: 4}}
		members := s.membersOf(l.Name)
		sooner := []routing.FieldRule{{Entity: field.Customer, Key: "plan", Values: []string{demo.Business}, Priority: l.Priority - 1}}
		made, err := s.h.floor.CreateQueue(ctx, s.by, s.by.Site, floor.QueueChange{
			Name: &l.Name, CalendarID: &hours.ID, Priority: &l.Priority, TargetS: &l.TargetS, WrapMode: &mode,
			Required: &needs, Members: &members, Public: &l.Public, FieldRules: &sooner,
		})
		if err != nil {
			return err
		}
		s.queues[l.Name] = made.ID
	}
	for i, e := range demo.Endings {
		made, err := s.h.floor.CreateDisposition(ctx, s.by, floor.Disposition{Code: e.Code, Label: e.Label, Position: i, Active: true})
		if err != nil {
			return err
		}
		s.endings[e.Code] = made.ID
	}
	return nil
}

func (s *seeder) membersOf(queue string) []centre.AgentID {
	var members []centre.AgentID
	for _, p := range append([]demo.Person{demo.Agent}, demo.Colleagues...) {
		for _, q := range p.Queues {
			if q == queue {
				members = append(members, s.agents[p.Email])
			}
		}
	}
	return members
}

// everybodyElse makes the customers and who they are to whom.
func (s *seeder) everybodyElse(ctx context.Context) error {
	for _, c := range demo.Organisations {
		if err := s.customer(ctx, customer.Organisation, c); err != nil {
			return err
		}
	}
	for _, c := range demo.Customers {
		if err := s.customer(ctx, customer.Person, c); err != nil {
			return err
		}
		if c.Organisation == "" {
			continue
		}
		if _, err := s.h.customers.AddLink(ctx, centre.System, s.customers[c.Name], s.customers[c.Organisation], customer.Link{Role: c.Role, Since: "2024-03-01"}); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) customer(ctx context.Context, kind customer.Kind, c demo.Customer) error {
	consent := customer.Consents{Calls: customer.Consent(c.Calls), Email: customer.Yes, SMS: customer.Unknown, Recording: customer.Unknown}
	if c.Calls == "" {
		consent.Calls = customer.Unknown
	}
	needs := c.Needs
	if needs == nil {
		needs = []string{}
	}
	own := field.Values{}
	if c.Plan != "" {
		own["plan"] = c.Plan
	}
	made, err := s.h.customers.Create(ctx, centre.System, customer.Draft{
		Kind: kind,
		Edit: customer.Edit{Name: &c.Name, Tier: &c.Tier, Language: &c.Language, Zone: &c.Zone, Needs: &needs, Consent: &consent, Custom: own},
		Identities: []customer.Identity{
			{Kind: customer.Phone, Value: c.Phone, Verified: true},
			{Kind: customer.Email, Value: c.Email, Verified: true},
		},
	})
	s.customers[c.Name] = made.ID
	return err
}

// daysAgo is an hour of office work, some days before now.
func daysAgo(n, i int) time.Time {
	return clock().AddDate(0, 0, -n).Truncate(time.Hour).Add(-time.Duration(1+i%5)*time.Hour + time.Duration(i*7%60)*time.Minute)
}

var errNoSuch = errors.New("the demo data names somebody who is not in it")

// seedStaff makes a company with a site and nobody in it.
func seedStaff(ctx context.Context, h *house) (*seeder, error) {
	s := newSeeder(h)
	site, err := h.structure.CreateSite(ctx, s.by, agent.Site{Name: "Simulated"})
	s.by.Site = site.ID
	return s, err
}

// openLine makes a public queue without hours or skills, served by those agents.
func (s *seeder) openLine(ctx context.Context, name string, members []centre.AgentID) error {
	public := true
	_, err := s.h.floor.CreateQueue(ctx, s.by, s.by.Site, floor.QueueChange{Name: &name, Members: &members, Public: &public})
	return err
}
