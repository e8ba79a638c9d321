package main

import (
	"encoding/json"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"switchboard/cmd/switchboard/bench"
	"switchboard/cmd/switchboard/tether"
)

// TestBench has the program measure in a hurry: how fast is no matter of a test.
func TestBench(t *testing.T) {
	t.Parallel()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "bench", "all", "--quick", "--json")
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, logWriter{t}
	measuring, err := tether.Start(cmd, syscall.SIGKILL)
	if err == nil {
		err = measuring.Wait()
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	var came, ungiven []string
	for line := range strings.Lines(out.String()) {
		var keys map[string]any
		if err := json.Unmarshal([]byte(line), &keys); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if len(keys) != 5 {
			t.Errorf("%s has other keys than name, value, unit, n and note", line)
		}
		var f bench.Figure
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		came = append(came, f.Name)
		if f.Value == nil {
			ungiven = append(ungiven, f.Name)
		} else if f.N == 0 {
			t.Errorf("%s was measured on nothing", f.Name)
		}
		if f.Note == "" || f.Unit == "" {
			t.Errorf("%s says too little", line)
		}
	}
	if diff := cmp.Diff(bench.Names(), came); diff != "" {
		t.Errorf("the figures: %s", diff)
	}
	if diff := cmp.Diff([]string{"board_p99_ms", "sockets", "kill_lost", "kill_doubled", "list_1m_p99_ms", "search_1m_p99_ms"}, ungiven); diff != "" {
		t.Errorf("what a quick run leaves out: %s", diff)
	}
}

func TestBenchKnowsItsNames(t *testing.T) {
	t.Parallel()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), program, "bench", "speed").CombinedOutput(); err == nil || !strings.Contains(string(out), "decision_p99_ms") {
		t.Errorf("a figure that there is not: %v\n%s", err, out)
	}
}
