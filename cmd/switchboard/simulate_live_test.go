package main

import (
	"bytes"
	stdsql "database/sql"
	"strings"
	"testing"
	"time"

	"switchboard/cmd/switchboard/callday"
	"switchboard/cmd/switchboard/rehearse"
	"switchboard/cmd/switchboard/simulate"
	"switchboard/server/centre/routing/virtual"
)

// Two agents and eleven callers, five minutes of a morning: three lose patience, one is let go
// before others, and wrap-up keeps the agents from the next.
func fiveMinutes() callday.Day {
	nine := 9 * time.Hour
	d := callday.Day{Name: "five minutes"}
	for _, c := range []struct {
		at, service, patience float64 // seconds
		high                  bool
	}{
		{0, 70, 600, false}, {5, 80, 600, false}, {12, 40, 600, false}, {18, 40, 30, false}, {25, 50, 600, true}, {31, 30, 600, false},
		{40, 60, 60, false}, {55, 25, 600, false}, {120, 40, 600, false}, {128, 30, 10, false}, {140, 20, 600, false},
	} {
		d.Callers = append(d.Callers, callday.Caller{
			At: nine + virtual.Seconds(c.at), Type: "PS", High: c.high,
			Patience: virtual.Seconds(c.patience), Service: virtual.Seconds(c.service),
		})
	}
	return d
}

// Calls come in at the REST door and are answered at consoles, sixty times as fast as people
// are, and it goes as in virtual time.
func TestALiveDayGoesAsInVirtualTime(t *testing.T) {
	t.Parallel()
	databaseURL, redisURL := ownServers(t)
	var out, progress bytes.Buffer
	p := &program{environ: []string{"DATABASE_URL=" + databaseURL, "REDIS_URL=" + redisURL}, stdout: &out, stderr: &progress}
	d := fiveMinutes()
	f := callFlags{staff: rehearse.Staff{Agents: 2, Answer: 3 * time.Second, WrapUp: 10 * time.Second}, speed: 60}
	if err := p.runCalls(t.Context(), f, d); err != nil {
		t.Errorf("%v\n%s", err, progress.String())
	}
	t.Logf("\n%s", out.String())
	for _, want := range []string{"every call at an end", "live       11       8          3", "virtual       11       8          3"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it does not say %q", want)
		}
	}

	db, err := stdsql.Open("postgres", databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `UPDATE presence SET load = 5 WHERE agent_id = (SELECT agent_id FROM presence LIMIT 1)`); err != nil {
		t.Error(err)
	}
	_, err = simulate.CheckCalls(t.Context(), db, len(d.Callers)+1)
	if want := "MISTAKE: 1 calls are missing or doubled; 1 agents carry a load"; err == nil || err.Error() != want {
		t.Errorf("with a call missing and an agent who holds something: %v, want %s", err, want)
	}
}
