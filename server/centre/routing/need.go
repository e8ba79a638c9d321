package routing

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"switchboard/server/centre"
)

// Need is a skill that an item asks for, at a level from 1 to 10.
type Need struct {
	SkillID centre.SkillID `json:"skill_id" format:"uuid"`
	Min     int            `json:"min"`
	Hard    bool           `json:"hard,omitempty" doc:"nobody serves this without it, whoever hands it to whom and wherever it goes: a language by law, a licence, a partner's scope"`
}

// Sign gives the needs in their one order and the signature of the line that
// they make.
func Sign(needs []Need) ([]Need, string) {
	sorted := append([]Need{}, needs...)
	sort.Slice(sorted, func(i, j int) bool {
		a, b := sorted[i], sorted[j]
		return a.SkillID < b.SkillID || a.SkillID == b.SkillID && a.Min < b.Min
	})
	parts := make([]string, len(sorted))
	for i, n := range sorted {
		parts[i] = string(n.SkillID) + ">" + strconv.Itoa(n.Min)
	}
	return sorted, strings.Join(parts, " ")
}

// needsOf reads a signature; which of the needs are hard it does not tell.
func needsOf(signature string) []Need {
	parts := strings.Fields(signature)
	needs := make([]Need, len(parts))
	for i, p := range parts {
		skill, level, _ := strings.Cut(p, ">")
		needs[i].SkillID = centre.SkillID(skill)
		needs[i].Min, _ = strconv.Atoi(level) // as Sign wrote it
	}
	return needs
}

// merge joins two lists of needs; of a skill named twice the higher level counts. A hard need
// stays beside a higher one that is not.
func merge(a, b []Need) []Need {
	soft, hard := map[centre.SkillID]int{}, map[centre.SkillID]int{}
	for _, n := range slices.Concat(a, b) {
		if n.Hard {
			hard[n.SkillID] = max(hard[n.SkillID], n.Min)
		} else {
			soft[n.SkillID] = max(soft[n.SkillID], n.Min)
		}
	}
	all := make([]Need, 0, len(soft)+len(hard))
	for id, level := range hard {
		all = append(all, Need{SkillID: id, Min: level, Hard: true})
	}
	for id, level := range soft {
		if level > hard[id] {
			all = append(all, Need{SkillID: id, Min: level})
		}
	}
	return all
}

// moveTo puts the item in another queue, which asks for what it always does. What the item was
// asked for beside its first queue's own needs is asked for there too, and what is hard for good.
func (it *Item) moveTo(from, to Rules) {
	own := slices.DeleteFunc(slices.Clone(it.Required), func(n Need) bool { return !n.Hard && slices.Contains(from.Required, n) })
	it.QueueID, it.Pool = to.QueueID, to.Pool
	it.Required, _ = Sign(merge(to.Required, own))
}

// barredFrom reports whether the agent lacks what nobody may serve the item without.
func (a *Candidate) barredFrom(it *Item) bool {
	return slices.ContainsFunc(it.Required, func(n Need) bool { return n.Hard && a.Skills[n.SkillID] < n.Min })
}

// lacks gives what the item asks for and the agent has not, the hardest first.
func (a *Candidate) lacks(it *Item) (lacked Need, found bool) {
	for _, n := range it.Required {
		if a.Skills[n.SkillID] < n.Min && (!found || n.Hard && !lacked.Hard) {
			lacked, found = n, true
		}
	}
	return lacked, found
}

// lacking says to who gives an item to an agent, or takes it, which skill is missing.
func lacking(ctx context.Context, w Arrivals, name string, g gift, a *Candidate, it *Item) error {
	n, found := a.lacks(it)
	if !found { // another queue asks for it, from which this came
		return cannotTake(name, g, noSkill)
	}
	skill, err := w.SkillName(ctx, n.SkillID)
	if err != nil {
		return err
	}
	return &centre.Fault{
		Kind: centre.Conflict, Code: "cannot_take",
		Message: g.says(name, fmt.Sprintf("lacks %s at level %d, which this requires", skill, n.Min)),
		Detail:  map[string]any{"cause": noSkill, "skill_id": n.SkillID, "skill": skill, "min": n.Min, "hard": n.Hard},
	}
}
