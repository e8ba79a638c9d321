package agent

import (
	"context"
	"slices"
	"strings"
	"time"

	"switchboard/server/centre"
)

// Site is a branch of the company: agents, queues and customers belong to one.
type Site struct {
	ID      centre.SiteID `json:"id" db:"id"`
	Name    string        `json:"name" db:"name"`
	Version int           `json:"version" db:"version"`
}

// Team is a group of agents of one site.
type Team struct {
	ID      centre.TeamID `json:"id" db:"id"`
	SiteID  centre.SiteID `json:"site_id" db:"site_id"`
	Name    string        `json:"name" db:"name"`
	Blend   string        `json:"blend" db:"blend" enum:"exclusive,mixed" doc:"exclusive: a call stands alone; mixed: beside chats"`
	Version int           `json:"version" db:"version"`
}

// Skill is something an agent can be good at.
type Skill struct {
	ID      centre.SkillID `json:"id" db:"id"`
	Name    string         `json:"name" db:"name"`
	Version int            `json:"version" db:"version"`
}

// Renaming is a change of a thing that has little more than a name; nil leaves a field.
type Renaming struct {
	Name    *string
	Blend   *string // of teams
	Version int
}

func (t *Team) check() error {
	t.Name = strings.TrimSpace(t.Name)
	if t.Blend == "" {
		t.Blend = "exclusive"
	}
	var wrong centre.Faults
	wrong.Text("name", t.Name, 1, 100)
	wrong.Unless(t.SiteID != "", "site_id", "must be given")
	wrong.Unless(slices.Contains([]string{"exclusive", "mixed"}, t.Blend), "blend", "must be exclusive or mixed")
	return wrong.Err("this team")
}

func checkName(name *string, what string) error {
	*name = strings.TrimSpace(*name)
	var wrong centre.Faults
	wrong.Text("name", *name, 1, 100)
	return wrong.Err(what)
}

// Structure is what can be done about sites, teams and skills.
type Structure struct {
	tx    centre.Transactor[StructureStore]
	read  StructureReader
	clock centre.Clock
}

// NewStructure makes the service.
func NewStructure(tx centre.Transactor[StructureStore], read StructureReader, clock centre.Clock) *Structure {
	return &Structure{tx: tx, read: read, clock: clock}
}

// Site gives one site.
func (s *Structure) Site(ctx context.Context, id centre.SiteID) (Site, error) {
	return s.read.Site(ctx, id)
}

// Sites gives a page of all sites, by name.
func (s *Structure) Sites(ctx context.Context, p centre.Page) (centre.List[Site], error) {
	return byName(ctx, p, s.read.Sites, func(x Site) centre.Named { return centre.Named{Name: x.Name, ID: string(x.ID)} })
}

// CreateSite adds a site.
func (s *Structure) CreateSite(ctx context.Context, by Caller, x Site) (Site, error) {
	x.ID, x.Version = centre.NewID[centre.SiteID](), 1
	if err := checkName(&x.Name, "this site"); err != nil {
		return Site{}, err
	}
	err := s.tx.Do(ctx, func(w StructureStore) error {
		if err := w.AddSite(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, grouped("site", string(x.ID), "created", by, s.clock()))
	})
	return x, err
}

// ChangeSite renames a site.
func (s *Structure) ChangeSite(ctx context.Context, by Caller, id centre.SiteID, c Renaming) (Site, error) {
	var x Site
	err := s.tx.Do(ctx, func(w StructureStore) (err error) {
		if x, err = w.LockSite(ctx, id); err != nil {
			return err
		}
		if x.Version != c.Version {
			return centre.Raced("version_conflict", "somebody changed this site meanwhile", x)
		}
		centre.Set(&x.Name, c.Name)
		if err := checkName(&x.Name, "this site"); err != nil {
			return err
		}
		if err := w.SaveSite(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, grouped("site", string(id), "changed", by, s.clock()))
	})
	return x, err
}

// Team gives one team.
func (s *Structure) Team(ctx context.Context, id centre.TeamID) (Team, error) {
	return s.read.Team(ctx, id)
}

// Teams gives a page of the teams in reach, by name.
func (s *Structure) Teams(ctx context.Context, r centre.Reach, p centre.Page) (centre.List[Team], error) {
	read := func(ctx context.Context, after centre.Named, limit int) ([]Team, error) {
		return s.read.Teams(ctx, r, after, limit)
	}
	return byName(ctx, p, read, func(x Team) centre.Named { return centre.Named{Name: x.Name, ID: string(x.ID)} })
}

// CreateTeam adds a team to a site that the caller reaches.
func (s *Structure) CreateTeam(ctx context.Context, by Caller, x Team) (Team, error) {
	x.ID, x.Version = centre.NewID[centre.TeamID](), 1
	if err := x.check(); err != nil {
		return Team{}, err
	}
	if err := by.Reaches(x.SiteID); err != nil {
		return Team{}, err
	}
	err := s.tx.Do(ctx, func(w StructureStore) error {
		if err := w.AddTeam(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, grouped("team", string(x.ID), "created", by, s.clock()))
	})
	return x, err
}

// ChangeTeam changes a team; it stays at its site.
func (s *Structure) ChangeTeam(ctx context.Context, by Caller, id centre.TeamID, c Renaming) (Team, error) {
	var x Team
	err := s.tx.Do(ctx, func(w StructureStore) (err error) {
		if x, err = w.LockTeam(ctx, id); err != nil {
			return err
		}
		if err := by.Reaches(x.SiteID); err != nil {
			return err
		}
		if x.Version != c.Version {
			return centre.Raced("version_conflict", "somebody changed this team meanwhile", x)
		}
		centre.Set(&x.Name, c.Name)
		centre.Set(&x.Blend, c.Blend)
		if err := x.check(); err != nil {
			return err
		}
		if err := w.SaveTeam(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, grouped("team", string(id), "changed", by, s.clock()))
	})
	return x, err
}

// Skill gives one skill.
func (s *Structure) Skill(ctx context.Context, id centre.SkillID) (Skill, error) {
	return s.read.Skill(ctx, id)
}

// Skills gives a page of all skills, by name.
func (s *Structure) Skills(ctx context.Context, p centre.Page) (centre.List[Skill], error) {
	return byName(ctx, p, s.read.Skills, func(x Skill) centre.Named { return centre.Named{Name: x.Name, ID: string(x.ID)} })
}

// CreateSkill adds a skill.
func (s *Structure) CreateSkill(ctx context.Context, by Caller, x Skill) (Skill, error) {
	x.ID, x.Version = centre.NewID[centre.SkillID](), 1
	if err := checkName(&x.Name, "this skill"); err != nil {
		return Skill{}, err
	}
	err := s.tx.Do(ctx, func(w StructureStore) error {
		if err := w.AddSkill(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, grouped("skill", string(x.ID), "created", by, s.clock()))
	})
	return x, err
}

// ChangeSkill renames a skill.
func (s *Structure) ChangeSkill(ctx context.Context, by Caller, id centre.SkillID, c Renaming) (Skill, error) {
	var x Skill
	err := s.tx.Do(ctx, func(w StructureStore) (err error) {
		if x, err = w.LockSkill(ctx, id); err != nil {
			return err
		}
		if x.Version != c.Version {
			return centre.Raced("version_conflict", "somebody changed this skill meanwhile", x)
		}
		centre.Set(&x.Name, c.Name)
		if err := checkName(&x.Name, "this skill"); err != nil {
			return err
		}
		if err := w.SaveSkill(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, grouped("skill", string(id), "changed", by, s.clock()))
	})
	return x, err
}

func grouped(subject, id, what string, by Caller, now time.Time) centre.Event {
	return centre.Event{At: now, Kind: subject + "." + what, Actor: by.Actor, Subject: centre.Subject{Kind: subject, ID: id}}
}
