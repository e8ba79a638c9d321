package rehearse

import (
	"testing"
	"time"

	"switchboard/server/centre/routing/virtual"
)

func TestAgree(t *testing.T) {
	t.Parallel()
	day := func(served, left int, wait time.Duration) virtual.Tally {
		d := virtual.Tally{Abandoned: make([]time.Duration, left)}
		for range served {
			d.Answered = append(d.Answered, wait)
		}
		return d
	}
	for name, c := range map[string]struct {
		live, inVirtual virtual.Tally
		want            string
	}{
		"the same":              {day(100, 50, 10*s), day(100, 50, 10*s), ""},
		"near enough":           {day(102, 49, 10900*time.Millisecond), day(100, 50, 10*s), ""},
		"a long wait":           {day(100, 50, 104*s), day(100, 50, 100*s), ""},
		"another wait":          {day(100, 50, 106*s), day(100, 50, 100*s), "the mean wait was 106.0 s, in virtual time 100.0 s"},
		"another wait, a short": {day(100, 50, 3100*time.Millisecond), day(100, 50, 2*s), "the mean wait was 3.1 s, in virtual time 2.0 s"},
		"others served":         {day(97, 50, s), day(100, 50, s), "97 were served, in virtual time 100"},
		"others left":           {day(100, 52, s), day(100, 50, s), "52 were left, in virtual time 50"},
	} {
		got := ""
		if err := Agree(c.live, c.inVirtual); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
