package agent

import (
	"context"
	"slices"
	"time"

	"switchboard/server/centre"
)

// Service is what can be done about people.
type Service struct {
	tx     centre.Transactor[Store]
	read   Reader
	hasher *Hasher
	clock  centre.Clock
}

// New makes the service.
func New(tx centre.Transactor[Store], read Reader, hasher *Hasher, clock centre.Clock) *Service {
	return &Service{tx: tx, read: read, hasher: hasher, clock: clock}
}

// Agent gives one person.
func (s *Service) Agent(ctx context.Context, id centre.AgentID) (Agent, error) {
	return s.read.Agent(ctx, id)
}

// Profile gives a person as their own screen shows them.
func (s *Service) Profile(ctx context.Context, id centre.AgentID) (Profile, error) {
	return s.read.Profile(ctx, id)
}

// Agents gives a page of the people in reach, by name.
func (s *Service) Agents(ctx context.Context, r centre.Reach, p centre.Page) (centre.List[Agent], error) {
	read := func(ctx context.Context, after centre.Named, limit int) ([]Agent, error) {
		return s.read.AgentsByName(ctx, r, after, limit)
	}
	return byName(ctx, p, read, func(a Agent) centre.Named { return centre.Named{Name: a.Name, ID: string(a.ID)} })
}

// byName reads a page of a list that runs by name.
func byName[T any](ctx context.Context, p centre.Page, read func(context.Context, centre.Named, int) ([]T, error), key func(T) centre.Named) (centre.List[T], error) {
	after, err := p.AfterName()
	if err != nil {
		return centre.List[T]{}, err
	}
	rows, err := read(ctx, after, p.Size()+1)
	if err != nil {
		return centre.List[T]{}, err
	}
	return centre.ListByName(rows, p.Size(), key), nil
}

// Create adds a person, who is offline and has no skills; an empty password
// leaves them unable to sign in until somebody sets one.
func (s *Service) Create(ctx context.Context, by Caller, a Agent, password string) (Agent, error) {
	a.ID, a.Active, a.Skills, a.CreatedAt, a.Version = centre.NewID[centre.AgentID](), true, []Level{}, s.clock(), 1
	if err := a.check(); err != nil {
		return Agent{}, err
	}
	if err := by.mayManage(a); err != nil {
		return Agent{}, err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return Agent{}, err
	}
	err = s.tx.Do(ctx, func(w Store) error {
		if err := teamOfSite(ctx, w, a); err != nil {
			return err
		}
		if err := w.AddAgent(ctx, &a, hash); err != nil {
			return err
		}
		return w.Append(ctx, a.event("agent.created", by, a.CreatedAt))
	})
	return a, err
}

func (s *Service) hash(ctx context.Context, password string) (string, error) {
	if password == "" {
		return "", nil
	}
	if err := checkPassword(password); err != nil {
		return "", err
	}
	return s.hasher.Hash(ctx, password)
}

// Change changes a person; when the version is not the newest, the Conflict
// carries the current one.
func (s *Service) Change(ctx context.Context, by Caller, id centre.AgentID, c Change) (Agent, error) {
	var a Agent
	err := s.tx.Do(ctx, func(w Store) (err error) {
		admins, err := w.LockAdmins(ctx)
		if err != nil {
			return err
		}
		if a, err = w.LockAgent(ctx, id); err != nil {
			return err
		}
		was := a.Active
		if err := by.mayManage(a); err != nil {
			return err
		}
		if err := a.apply(c); err != nil {
			return err
		}
		if err := by.mayManage(a); err != nil {
			return err
		}
		if slices.Equal(admins, []centre.AgentID{id}) && (a.Role != RoleAdmin || !a.Active) {
			return centre.Raced("last_admin", "somebody must stay admin", nil)
		}
		if err := teamOfSite(ctx, w, a); err != nil {
			return err
		}
		if err := w.SaveAgent(ctx, &a); err != nil {
			return err
		}
		kind := "agent.changed"
		if was && !a.Active {
			kind = "agent.deactivated"
		}
		return w.Append(ctx, a.event(kind, by, s.clock()))
	})
	return a, err
}

// SetSkills replaces a person's skills.
func (s *Service) SetSkills(ctx context.Context, by Caller, id centre.AgentID, levels []Level) (Agent, error) {
	if err := checkLevels(levels); err != nil {
		return Agent{}, err
	}
	var a Agent
	err := s.tx.Do(ctx, func(w Store) (err error) {
		if a, err = w.LockAgent(ctx, id); err != nil {
			return err
		}
		if err := by.mayManage(a); err != nil {
			return err
		}
		if err := w.SaveLevels(ctx, id, levels); err != nil {
			return err
		}
		a.Skills = levels
		if err := w.SaveAgent(ctx, &a); err != nil {
			return err
		}
		return w.Append(ctx, a.event("agent.changed", by, s.clock()))
	})
	return a, err
}

// teamOfSite refuses a team of another site than the person's.
func teamOfSite(ctx context.Context, w Store, a Agent) error {
	if a.TeamID == nil {
		return nil
	}
	site, err := w.TeamSite(ctx, *a.TeamID)
	switch {
	case centre.IsKind(err, centre.NotFound):
		return centre.Field("team_id", "no such team")
	case err == nil && site != a.SiteID:
		return centre.Field("team_id", "this team belongs to another site")
	}
	return err
}

func (a Agent) event(kind string, by Caller, now time.Time) centre.Event {
	return centre.Event{
		At: now, Kind: kind, Actor: by.Actor,
		Subject: centre.Subject{Kind: "agent", ID: string(a.ID)},
		Topics:  []string{"agent:" + string(a.ID), "board"},
		Data:    centre.Data{"site_id": a.SiteID, "role": a.Role, "active": a.Active, "version": a.Version},
	}
}
