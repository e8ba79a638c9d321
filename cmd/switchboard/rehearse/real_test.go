package rehearse

import (
	"os"
	"path/filepath"
	"testing"
)

// real gives the path of a file or folder of real input, or skips the test.
func real(t *testing.T, name ...string) string {
	t.Helper()
	dir := os.Getenv("SWITCHBOARD_DATA")
	if dir == "" {
		t.Skip("NOT PROVEN: SWITCHBOARD_DATA names no folder of real input")
	}
	return filepath.Join(append([]string{dir}, name...)...)
}
