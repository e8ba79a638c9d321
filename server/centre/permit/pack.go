package permit

import (
	_ "embed"
	"encoding/json"
	"time"

	"switchboard/server/centre/calendar"
)

// Purpose is why somebody is called.
type Purpose string

// The purposes that a pack has rules for.
const (
	CallbackRequested Purpose = "callback_requested" // the customer asked for this call
	Marketing         Purpose = "marketing"
)

// Pack is a country's rules as they hold from a date on.
type Pack struct {
	ID        string           `json:"id"`
	Country   string           `json:"country"`
	ValidFrom time.Time        `json:"valid_from"`
	PermitS   int              `json:"permit_s"` // how long a permit holds, in seconds
	Purposes  map[Purpose]Rule `json:"purposes"`
}

// Rule is what a pack asks of calls with one purpose.
type Rule struct {
	calendar.Hours          // the callee's local time must be in it
	NeedsConsent   bool     `json:"needs_consent"`
	Per24h         int      `json:"per_24h"` // dials to a number in any 24 h; 0 for no cap
	Per7d          int      `json:"per_7d"`  // dials to a number in any 168 h; 0 for no cap
	PauseS         int      `json:"pause_s"` // seconds between dials to a number
	Why            string   `json:"why"`
	Sources        []string `json:"sources"`
}

//go:embed packs.json
var packsJSON []byte

var packs = mustRead(packsJSON)

func mustRead(text []byte) []Pack {
	var all []Pack
	if err := json.Unmarshal(text, &all); err != nil {
		panic(err)
	}
	return all
}

// US gives the rules of the United States that hold at an instant, the newest
// of those that hold already.
func US(at time.Time) Pack {
	holds := packs[0]
	for _, p := range packs {
		if !p.ValidFrom.After(at) && p.ValidFrom.After(holds.ValidFrom) {
			holds = p
		}
	}
	return holds
}
