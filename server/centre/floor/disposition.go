package floor

import (
	"regexp"
	"strings"

	"switchboard/server/centre"
)

// Disposition is a way a contact can end, for an agent to choose in wrap-up.
type Disposition struct {
	ID       centre.DispositionID `json:"id"`
	QueueID  *centre.QueueID      `json:"queue_id" doc:"null: for every queue"`
	Code     string               `json:"code" doc:"for reports; never changes" example:"order_changed"`
	Label    string               `json:"label"`
	Position int                  `json:"position" doc:"where it stands in the list"`
	Active   bool                 `json:"active" doc:"false: not offered any more"`
	Version  int                  `json:"version"`
}

// DispositionChange is what is to become different; nil leaves a field.
type DispositionChange struct {
	Label    *string
	Position *int
	Active   *bool
}

// notSet is the disposition that the house itself gives, where an agent had to choose
// one and did not.
const notSet = "not_set"

var code = regexp.MustCompile(`^[a-z0-9_]{1,50}$`)

func (x *Disposition) check() error {
	x.Label = strings.TrimSpace(x.Label)
	var wrong faults
	wrong.Unless(code.MatchString(x.Code), "code", "must be 1 to 50 of a-z, 0-9 and _")
	wrong.Unless(x.Code != notSet || !x.Active, "code", "not_set stands where nobody chose: it cannot be offered")
	wrong.Text("label", x.Label, 1, 100)
	wrong.Between("position", x.Position, 0, 10_000)
	return wrong.Err("this disposition")
}
