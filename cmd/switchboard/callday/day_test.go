package callday

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPatienceByKaplanAndMeier(t *testing.T) {
	t.Parallel()
	var p patience
	if p.mean() != 0 {
		t.Errorf("of nobody: %v", p.mean())
	}
	p.note(3*time.Second, false)
	if p.mean() != 0 {
		t.Errorf("nobody hung up: %v", p.mean())
	}
	p.note(5*time.Second, true)
	p.note(2*time.Second, true)
	// All wait 2 s, two of three 3 s more.
	if p.mean() != 4*time.Second {
		t.Errorf("got %v, want 4s", p.mean())
	}
}

const twoDays = header +
	"1999-05-22,09:00:00,A,1,0,0,PS,5,09:00:05,40,HANG,,0,\n" +
	"1999-05-22,09:10:00,A,1,0,0,PS,5,,0,AGENT,09:10:05,60,A1\n" +
	"1999-05-23,09:20:00,A,1,7,2,PS,5,09:20:05,30,AGENT,09:20:35,100,A1\n" +
	"1999-05-23,09:00:00,A,1,0,0,PS,5,09:00:05,10,HANG,,0,\n" +
	"1999-05-23,09:00:00,A,1,0,0,PS,5,,0,HANG,,0,\n" + // hung up on the machine
	"1999-05-23,09:00:00,A,1,0,0,PS,5,09:00:05,-10,AGENT,09:00:35,100,A1\n" +
	"1999-05-23,09:00:00,A,1,0,0,PS,5,09:00:05,10,PHANTOM,,0,\n"

func TestADayOfCallers(t *testing.T) {
	t.Parallel()
	d, err := ReadDay(Read(strings.NewReader(twoDays)), "1999-05-23", 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Callers) != 2 {
		t.Fatalf("%d callers: %+v", len(d.Callers), d.Callers)
	}
	left, served := d.Callers[0], d.Callers[1]
	if left.At != at(9, 0, 5) || left.Patience != 10*time.Second || left.High {
		t.Errorf("who hung up is %+v", left)
	}
	if left.Service != 60*time.Second && left.Service != 100*time.Second {
		t.Errorf("who hung up would be served for %v, as nobody was", left.Service)
	}
	if served.At != at(9, 20, 5) || served.Service != 100*time.Second || served.Patience <= 30*time.Second || !served.High {
		t.Errorf("who was served is %+v", served)
	}
	real := Real{Served: []time.Duration{30 * time.Second}, Abandoned: []time.Duration{10 * time.Second}}
	if diff := cmp.Diff(&real, d.Real); diff != "" {
		t.Errorf("how it went (-want +got):\n%s", diff)
	}
	again, err := ReadDay(Read(strings.NewReader(twoDays)), "1999-05-23", 1)
	if diff := cmp.Diff(d, again); diff != "" || err != nil {
		t.Errorf("the same seed gives another day: %v\n%s", err, diff)
	}
}

func TestWhichDay(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{
		"":           "calls of 2 days, 1999-05-22 to 1999-05-23: say which day",
		"1999-01-01": "nobody wanted an agent on 1999-01-01; it has calls of 2 days, 1999-05-22 to 1999-05-23",
	} {
		if _, err := ReadDay(Read(strings.NewReader(twoDays)), date, 1); err == nil || err.Error() != want {
			t.Errorf("day %q: %v, want %s", date, err, want)
		}
	}
	if _, err := ReadDay(Read(strings.NewReader(header)), "", 1); err == nil || err.Error() != "no calls in it" {
		t.Errorf("without calls: %v", err)
	}
}
