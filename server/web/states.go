package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// states reads the query's list of states, separated by commas. A word that is none of all
// is refused: nothing would ever be in that state, and whoever asks took it for one.
func states[S ~string](list string, all []S) ([]S, error) {
	var asked []S
	for word := range strings.SplitSeq(list, ",") {
		switch state := S(word); {
		case word == "":
		case slices.Contains(all, state):
			asked = append(asked, state)
		default:
			p := newProblem(http.StatusUnprocessableEntity, "validation failed")
			p.Errors = []*huma.ErrorDetail{{Location: "query.state", Message: "there is no such state", Value: word}}
			return nil, p
		}
	}
	return asked, nil
}
