package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// registerStructure adds what people are grouped by: sites, teams and skills.
func (d *Door) registerStructure(api huma.API) {
	register(api, route{id: "list-sites", method: http.MethodGet, path: "/sites", tag: "sites", needs: agent.ReadConfig,
		summary: "Every site, by name"}, d.listSites)
	register(api, route{id: "get-site", method: http.MethodGet, path: "/sites/{id}", tag: "sites", needs: agent.ReadConfig,
		summary: "One site"}, d.getSite)
	register(api, route{id: "create-site", method: http.MethodPost, path: "/sites", tag: "sites", needs: agent.WriteConfig, status: http.StatusCreated,
		summary: "Add a site"}, d.createSite)
	register(api, route{id: "change-site", method: http.MethodPatch, path: "/sites/{id}", tag: "sites", needs: agent.WriteConfig,
		summary: "Rename a site"}, d.changeSite)

	register(api, route{id: "list-teams", method: http.MethodGet, path: "/teams", tag: "teams", needs: agent.ReadConfig,
		summary: "Every team, by name"}, d.listTeams)
	register(api, route{id: "get-team", method: http.MethodGet, path: "/teams/{id}", tag: "teams", needs: agent.ReadConfig, reaches: "team",
		summary: "One team"}, d.getTeam)
	register(api, route{id: "create-team", method: http.MethodPost, path: "/teams", tag: "teams", needs: agent.WriteTeams, status: http.StatusCreated,
		summary: "Add a team to a site"}, d.createTeam)
	register(api, route{id: "change-team", method: http.MethodPatch, path: "/teams/{id}", tag: "teams", needs: agent.WriteTeams, reaches: "team",
		summary: "Change a team's name or how its channels mix"}, d.changeTeam)

	register(api, route{id: "list-skills", method: http.MethodGet, path: "/skills", tag: "skills", needs: agent.ReadConfig,
		summary: "Every skill, by name"}, d.listSkills)
	register(api, route{id: "get-skill", method: http.MethodGet, path: "/skills/{id}", tag: "skills", needs: agent.ReadConfig,
		summary: "One skill"}, d.getSkill)
	register(api, route{id: "create-skill", method: http.MethodPost, path: "/skills", tag: "skills", needs: agent.WriteConfig, status: http.StatusCreated,
		summary: "Add a skill"}, d.createSkill)
	register(api, route{id: "change-skill", method: http.MethodPatch, path: "/skills/{id}", tag: "skills", needs: agent.WriteConfig,
		summary: "Rename a skill"}, d.changeSkill)
}

// namedInput makes a thing that has only a name.
type namedInput struct {
	Body struct {
		Name string `json:"name"`
	}
}

// renameInput changes one.
type renameInput struct {
	One
	Body struct {
		Version int     `json:"version" doc:"the version you changed"`
		Name    *string `json:"name,omitempty"`
	}
}

func (in *renameInput) renaming() agent.Renaming {
	return agent.Renaming{Version: in.Body.Version, Name: in.Body.Name}
}

func (d *Door) listSites(ctx context.Context, in *Listed) (*body[centre.List[agent.Site]], error) {
	list, err := d.svc.Structure.Sites(ctx, in.page())
	return &body[centre.List[agent.Site]]{list}, err
}

func (d *Door) getSite(ctx context.Context, in *One) (*body[agent.Site], error) {
	x, err := d.svc.Structure.Site(ctx, centre.SiteID(in.ID))
	return &body[agent.Site]{x}, err
}

func (d *Door) createSite(ctx context.Context, in *namedInput) (*body[agent.Site], error) {
	x, err := d.svc.Structure.CreateSite(ctx, caller(ctx), agent.Site{Name: in.Body.Name})
	return &body[agent.Site]{x}, err
}

func (d *Door) changeSite(ctx context.Context, in *renameInput) (*body[agent.Site], error) {
	x, err := d.svc.Structure.ChangeSite(ctx, caller(ctx), centre.SiteID(in.ID), in.renaming())
	return &body[agent.Site]{x}, err
}

func (d *Door) listTeams(ctx context.Context, in *Listed) (*body[centre.List[agent.Team]], error) {
	r, err := d.reach(ctx, "")
	if err != nil {
		return nil, err
	}
	list, err := d.svc.Structure.Teams(ctx, r, in.page())
	return &body[centre.List[agent.Team]]{list}, err
}

func (d *Door) getTeam(ctx context.Context, in *One) (*body[agent.Team], error) {
	x, err := d.svc.Structure.Team(ctx, centre.TeamID(in.ID))
	return &body[agent.Team]{x}, err
}

type newTeamInput struct {
	Body struct {
		Name   string        `json:"name"`
		SiteID centre.SiteID `json:"site_id" format:"uuid"`
		Blend  string        `json:"blend,omitempty" enum:"exclusive,mixed" default:"exclusive"`
	}
}

func (d *Door) createTeam(ctx context.Context, in *newTeamInput) (*body[agent.Team], error) {
	x, err := d.svc.Structure.CreateTeam(ctx, caller(ctx), agent.Team{Name: in.Body.Name, SiteID: in.Body.SiteID, Blend: in.Body.Blend})
	return &body[agent.Team]{x}, err
}

type teamInput struct {
	One
	Body struct {
		Version int     `json:"version" doc:"the version you changed"`
		Name    *string `json:"name,omitempty"`
		Blend   *string `json:"blend,omitempty" enum:"exclusive,mixed"`
	}
}

func (d *Door) changeTeam(ctx context.Context, in *teamInput) (*body[agent.Team], error) {
	x, err := d.svc.Structure.ChangeTeam(ctx, caller(ctx), centre.TeamID(in.ID),
		agent.Renaming{Version: in.Body.Version, Name: in.Body.Name, Blend: in.Body.Blend})
	return &body[agent.Team]{x}, err
}

func (d *Door) listSkills(ctx context.Context, in *Listed) (*body[centre.List[agent.Skill]], error) {
	list, err := d.svc.Structure.Skills(ctx, in.page())
	return &body[centre.List[agent.Skill]]{list}, err
}

func (d *Door) getSkill(ctx context.Context, in *One) (*body[agent.Skill], error) {
	x, err := d.svc.Structure.Skill(ctx, centre.SkillID(in.ID))
	return &body[agent.Skill]{x}, err
}

func (d *Door) createSkill(ctx context.Context, in *namedInput) (*body[agent.Skill], error) {
	x, err := d.svc.Structure.CreateSkill(ctx, caller(ctx), agent.Skill{Name: in.Body.Name})
	return &body[agent.Skill]{x}, err
}

func (d *Door) changeSkill(ctx context.Context, in *renameInput) (*body[agent.Skill], error) {
	x, err := d.svc.Structure.ChangeSkill(ctx, caller(ctx), centre.SkillID(in.ID), in.renaming())
	return &body[agent.Skill]{x}, err
}
