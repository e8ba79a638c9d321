package embedded

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// clearLock deals with the postmaster.pid of a process that was killed. We hold
// the folder's lock, so no other switchboard is behind it. It waits for a
// postmaster that is still closing, and for a dead one that nobody has reaped
// yet, which Postgres takes for alive; it removes a file whose number now
// belongs to a stranger, as happens when a container starts again.
func (p *postgres) clearLock(ctx context.Context) error {
	path := filepath.Join(p.data, "postmaster.pid")
	for told := false; ; told = true {
		pid, err := lockHolder(path)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		switch holder(pid, p.data) {
		case gone:
			return nil // Postgres sees that for itself
		case stranger:
			p.Log.Warn("removing the lock file of a Postgres that is gone", "file", path, "process", pid)
			return os.Remove(path)
		case closing:
			if !told {
				p.Log.Info("waiting for the Postgres of a killed predecessor to end", "process", pid)
			}
		}
		if ctx.Err() != nil {
			return errors.New("Postgres process " + strconv.Itoa(pid) + " of an earlier start does not end; nothing was changed")
		}
		wait(ctx, 20*time.Millisecond)
	}
}

// leaving is how long processes may take to see that their postmaster was killed.
const leaving = 3 * time.Second

// endOrphans ends what a killed postmaster left: nothing stops a new one from starting but they,
// and what hangs in a lock of its memory does so for ever. We hold the folder's lock, so
// that whoever works in it is of no other switchboard.
func (p *postgres) endOrphans() {
	for _, pid := range orphans(p.data) {
		p.Log.Warn("ending a process that a killed Postgres left", "process", pid)
		_ = syscall.Kill(pid, syscall.SIGKILL) // gone meanwhile: all the better
	}
}

func lockHolder(path string) (int, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, _ := strconv.Atoi(strings.TrimSpace(first))
	return pid, nil
}
