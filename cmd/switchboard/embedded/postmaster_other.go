//go:build unix && !linux

package embedded

// holding is what became of the process named in a lock file.
type holding int

const (
	gone holding = iota
	closing
	stranger
)

// holder leaves the answer to Postgres where there is no /proc.
func holder(int, string) holding { return gone }

// orphans are not known there.
func orphans(string) []int { return nil }
