package embedded

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// holding is what became of the process named in a lock file.
type holding int

const (
	gone holding = iota
	closing
	stranger
)

// holder asks /proc. A zombie counts as closing: it goes when its parent reaps it.
func holder(pid int, data string) holding {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return gone
	}
	// "pid (name) state …"; the name may hold anything, a closing bracket too.
	text := string(stat)
	state := strings.TrimSpace(text[strings.LastIndexByte(text, ')')+1:])
	if !strings.Contains(text, "(postgres)") {
		return stranger
	}
	if strings.HasPrefix(state, "Z") {
		return closing
	}
	folder, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	if err != nil || folder != data {
		return stranger
	}
	return closing
}

// orphans names the processes of a Postgres that work in a folder. It is asked while no
// postmaster of ours does.
func orphans(data string) []int {
	paths, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return nil
	}
	var all []int
	for _, path := range paths {
		if pid, err := strconv.Atoi(filepath.Base(path)); err == nil && holder(pid, data) == closing {
			all = append(all, pid)
		}
	}
	return all
}
