package bench

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPercentile(t *testing.T) {
	t.Parallel()
	var times []time.Duration
	for n := 100; n > 0; n-- {
		times = append(times, time.Duration(n)*time.Millisecond)
	}
	for q, want := range map[float64]float64{0: 1, .5: 51, .99: 100, 1: 100} {
		if got := percentile("x", q, times, ""); *got.Value != want || got.N != 100 {
			t.Errorf("the %v-th is %v of %d, want %v of 100", q, *got.Value, got.N, want)
		}
	}
	if got := percentile("x", .5, nil, ""); got.Value != nil {
		t.Errorf("nothing measured gives %v", *got.Value)
	}
}

func TestPrint(t *testing.T) {
	t.Parallel()
	short := figure("api_calls_per_s", 1234, 9, "how")
	short.beside = &beside{"hello", 4936}
	figures := []Figure{short, ungiven("kill_lost", "not here")}
	for name, c := range map[string]struct {
		asJSON bool
		want   string
	}{
		"objects": {true, `{"name":"api_calls_per_s","value":1234,"unit":"1/s","n":9,"note":"how; limit: hello 4936, 0.25 ×; peer: libredesk 28/s by key"}
{"name":"kill_lost","value":null,"unit":"turns","n":0,"note":"not here; peer: libredesk 31 to 85 % never routed"}
`},
		"a table": {false, `api_calls_per_s          1234 1/s  ≥ 10000 1/s, short      0.25 ×        9  how; limit: hello 4936, 0.25 ×; peer: libredesk 28/s by key
kill_lost                       –  ≤ 0 turns                    –        0  not here; peer: libredesk 31 to 85 % never routed
`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			if err := Print(&out, c.asJSON, figures); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, out.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryFigureHasOneNameAndAStandard(t *testing.T) {
	t.Parallel()
	measured := map[string]bool{}
	for _, l := range limits {
		if len(l.names) != len(l.what) {
			t.Errorf("%v and %v are not the same number", l.names, l.what)
		}
		for _, name := range l.names {
			measured[name] = true
		}
	}
	seen := map[string]bool{}
	for _, name := range Names() {
		if seen[name] {
			t.Errorf("two figures are called %s", name)
		}
		seen[name] = true
		s, known := standards[name]
		if !known || s.limit == "" && s.promised != 0 || s.limit != "" && !measured[s.limit] {
			t.Errorf("%s is held against nothing: %+v", name, s)
		}
	}
}
