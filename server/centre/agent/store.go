package agent

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Store is what people need kept.
type Store interface {
	centre.Journal
	// AddAgent keeps a new person, without skills, offline, with a password's
	// hash (empty: cannot sign in yet).
	AddAgent(ctx context.Context, a *Agent, hash string) error
	// LockAgent reads a person and holds them until the transaction ends.
	LockAgent(ctx context.Context, id centre.AgentID) (Agent, error)
	SaveAgent(ctx context.Context, a *Agent) error
	// SaveLevels replaces a person's skills.
	SaveLevels(ctx context.Context, id centre.AgentID, levels []Level) error
	// LockAdmins holds all active admins and gives their ids.
	LockAdmins(ctx context.Context) ([]centre.AgentID, error)
	// TeamSite is the site that a team belongs to.
	TeamSite(ctx context.Context, id centre.TeamID) (centre.SiteID, error)
}

// Reader reads people outside any transaction.
type Reader interface {
	Agent(ctx context.Context, id centre.AgentID) (Agent, error)
	// AgentsByName gives those in reach after a place in the order of names.
	AgentsByName(ctx context.Context, r centre.Reach, after centre.Named, limit int) ([]Agent, error)
	Profile(ctx context.Context, id centre.AgentID) (Profile, error)
}

// Secret is how a person proves who they are. Their epoch begins anew with each
// change of password and each deactivation: sessions of an older one are over.
type Secret struct {
	ID     centre.AgentID `db:"id"`
	SiteID centre.SiteID  `db:"site_id"`
	TeamID *centre.TeamID `db:"team_id"`
	Role   Role           `db:"role"`
	Hash   string         `db:"password_hash"`
	Active bool           `db:"active"`
	Epoch  int            `db:"session_epoch"`
}

// SecretStore keeps what signing in needs.
type SecretStore interface {
	centre.Journal
	// LockSecret reads a person's secret and holds it until the transaction ends.
	LockSecret(ctx context.Context, id centre.AgentID) (Secret, error)
	SaveSecret(ctx context.Context, s Secret) error
}

// SecretReader finds out who somebody is.
type SecretReader interface {
	Secret(ctx context.Context, id centre.AgentID) (Secret, error)
	// SecretByEmail ignores upper and lower case.
	SecretByEmail(ctx context.Context, email string) (Secret, error)
	// SecretByToken finds the owner of an API token that is not revoked.
	SecretByToken(ctx context.Context, hash []byte) (Secret, error)
	// TokenUsed notes that a token was used at now.
	TokenUsed(ctx context.Context, hash []byte, now time.Time) error
}

// TokenStore keeps API tokens.
type TokenStore interface {
	centre.Journal
	AddToken(ctx context.Context, t Token, hash []byte) error
	// RevokeToken is NotFound when there is no such token in use.
	RevokeToken(ctx context.Context, id string, now time.Time) error
}

// TokenReader lists API tokens.
type TokenReader interface {
	// Tokens gives those in use, the newest first.
	Tokens(ctx context.Context, after centre.Key, limit int) ([]Token, error)
}

// StructureStore keeps what people are grouped by.
type StructureStore interface {
	centre.Journal
	SiteStore
	TeamStore
	SkillStore
}

// SiteStore keeps sites.
type SiteStore interface {
	AddSite(ctx context.Context, s *Site) error
	LockSite(ctx context.Context, id centre.SiteID) (Site, error)
	SaveSite(ctx context.Context, s *Site) error
}

// TeamStore keeps teams.
type TeamStore interface {
	AddTeam(ctx context.Context, t *Team) error
	LockTeam(ctx context.Context, id centre.TeamID) (Team, error)
	SaveTeam(ctx context.Context, t *Team) error
}

// SkillStore keeps skills.
type SkillStore interface {
	AddSkill(ctx context.Context, s *Skill) error
	LockSkill(ctx context.Context, id centre.SkillID) (Skill, error)
	SaveSkill(ctx context.Context, s *Skill) error
}

// StructureReader lists what people are grouped by, by name.
type StructureReader interface {
	Site(ctx context.Context, id centre.SiteID) (Site, error)
	Sites(ctx context.Context, after centre.Named, limit int) ([]Site, error)
	Team(ctx context.Context, id centre.TeamID) (Team, error)
	// Teams gives those in reach.
	Teams(ctx context.Context, r centre.Reach, after centre.Named, limit int) ([]Team, error)
	Skill(ctx context.Context, id centre.SkillID) (Skill, error)
	Skills(ctx context.Context, after centre.Named, limit int) ([]Skill, error)
}
