package centre

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"
)

// Change is one change of a thing, as who came too late is told of it.
type Change struct {
	Version int       `json:"version" doc:"that it led to"`
	At      time.Time `json:"at"`
	Kind    string    `json:"kind" example:"ticket.assigned"`
	By      Changer   `json:"by"`
	Fields  []string  `json:"fields" doc:"what is different"`
}

// Changer is who made a change.
type Changer struct {
	Kind ActorKind `json:"kind" enum:"agent,token,visitor,system"`
	ID   string    `json:"id,omitempty"`
	Name string    `json:"name"`
}

// History reads from the journal what became of things.
type History interface {
	// ChangesSince gives the changes that made a thing's versions after one, the last first
	// and 20 at most.
	ChangesSince(ctx context.Context, id string, version int) ([]Change, error)
}

// Stale is the Detail of a version_conflict: the thing as it is, and how it came to be so.
type Stale struct {
	Current any
	Changes []Change
}

// Outdated refuses a change by somebody who knew a thing as it was at an older version.
func Outdated(ctx context.Context, h History, id string, known int, current any) error {
	changes, err := h.ChangesSince(ctx, id, known)
	if err != nil {
		return err
	}
	message := "this was changed meanwhile"
	if len(changes) > 0 && changes[0].By.Name != "" {
		message = changes[0].By.Name + " changed this meanwhile"
	}
	return Raced("version_conflict", message, Stale{current, changes})
}

// Differences names the fields of two states of one thing, as JSON has them, that are not
// alike; those that every change moves are left out.
func Differences(was, is any) ([]string, error) {
	before, err := fields(was)
	if err != nil {
		return nil, err
	}
	after, err := fields(is)
	if err != nil {
		return nil, err
	}
	differ := []string{}
	for name, value := range after {
		if name != "version" && name != "updated_at" && !bytes.Equal(value, before[name]) {
			differ = append(differ, name)
		}
	}
	for name := range before {
		if _, kept := after[name]; !kept {
			differ = append(differ, name)
		}
	}
	slices.Sort(differ)
	return differ, nil
}

func fields(of any) (map[string]json.RawMessage, error) {
	text, err := json.Marshal(of)
	if err != nil {
		return nil, err
	}
	var all map[string]json.RawMessage
	return all, json.Unmarshal(text, &all)
}
