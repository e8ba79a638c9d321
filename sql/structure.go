package sql

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

var (
	_ agent.StructureStore  = (*Work)(nil)
	_ agent.StructureReader = (*Work)(nil)
)

// Site gives one site.
func (w *Work) Site(ctx context.Context, id centre.SiteID) (x agent.Site, err error) {
	err = w.one(ctx, "site", &x, id)
	return x, err
}

// LockSite reads a site and holds it until the transaction ends.
func (w *Work) LockSite(ctx context.Context, id centre.SiteID) (x agent.Site, err error) {
	err = w.one(ctx, "lock-site", &x, id)
	return x, err
}

// Sites gives sites after a place in the order of names.
func (w *Work) Sites(ctx context.Context, after centre.Named, limit int) (all []agent.Site, err error) {
	err = w.all(ctx, "sites-by-name", &all, after.Name, after.ID, limit)
	return all, err
}

// AddSite keeps a new site.
func (w *Work) AddSite(ctx context.Context, x *agent.Site) error {
	_, err := w.exec(ctx, "add-site", x.ID, x.Name, x.Version)
	return err
}

// SaveSite keeps a site as changed, as the next version.
func (w *Work) SaveSite(ctx context.Context, x *agent.Site) error {
	x.Version++
	return w.change(ctx, "save-site", x.ID, x.Name, x.Version)
}

// Team gives one team.
func (w *Work) Team(ctx context.Context, id centre.TeamID) (x agent.Team, err error) {
	err = w.one(ctx, "team", &x, id)
	return x, err
}

// LockTeam reads a team and holds it until the transaction ends.
func (w *Work) LockTeam(ctx context.Context, id centre.TeamID) (x agent.Team, err error) {
	err = w.one(ctx, "lock-team", &x, id)
	return x, err
}

// Teams gives teams in reach after a place in the order of names.
func (w *Work) Teams(ctx context.Context, r centre.Reach, after centre.Named, limit int) (all []agent.Team, err error) {
	err = w.all(ctx, "teams-by-name", &all, after.Name, after.ID, limit, seenBy(r).site)
	return all, err
}

// AddTeam keeps a new team.
func (w *Work) AddTeam(ctx context.Context, x *agent.Team) error {
	_, err := w.exec(ctx, "add-team", x.ID, x.SiteID, x.Name, x.Blend, x.Version)
	return err
}

// SaveTeam keeps a team as changed, as the next version.
func (w *Work) SaveTeam(ctx context.Context, x *agent.Team) error {
	x.Version++
	return w.change(ctx, "save-team", x.ID, x.Name, x.Blend, x.Version)
}

// Skill gives one skill.
func (w *Work) Skill(ctx context.Context, id centre.SkillID) (x agent.Skill, err error) {
	err = w.one(ctx, "skill", &x, id)
	return x, err
}

// LockSkill reads a skill and holds it until the transaction ends.
func (w *Work) LockSkill(ctx context.Context, id centre.SkillID) (x agent.Skill, err error) {
	err = w.one(ctx, "lock-skill", &x, id)
	return x, err
}

// Skills gives skills after a place in the order of names.
func (w *Work) Skills(ctx context.Context, after centre.Named, limit int) (all []agent.Skill, err error) {
	err = w.all(ctx, "skills-by-name", &all, after.Name, after.ID, limit)
	return all, err
}

// AddSkill keeps a new skill.
func (w *Work) AddSkill(ctx context.Context, x *agent.Skill) error {
	_, err := w.exec(ctx, "add-skill", x.ID, x.Name, x.Version)
	return err
}

// SaveSkill keeps a skill as changed, as the next version.
func (w *Work) SaveSkill(ctx context.Context, x *agent.Skill) error {
	x.Version++
	return w.change(ctx, "save-skill", x.ID, x.Name, x.Version)
}

// TeamSite is the site that a team belongs to.
func (w *Work) TeamSite(ctx context.Context, id centre.TeamID) (centre.SiteID, error) {
	x, err := w.Team(ctx, id)
	return x.SiteID, err
}
