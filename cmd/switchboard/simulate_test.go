package main

import (
	"io"
	"strings"
	"testing"
)

func TestWhatCannotBeSimulatedIsAMistake(t *testing.T) {
	t.Parallel()
	err := run(t.Context(), []string{"simulate", "nope"}, nil, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "nope") {
		t.Errorf("told %v", err)
	}
}
