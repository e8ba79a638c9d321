package embedded

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// maxSocketDir leaves room for "/.s.PGSQL.5432" in the 107 bytes of a unix socket's path.
const maxSocketDir = 90

const socketPrefix = "switchboard-"

// dirLock is held for as long as this process uses a data folder. The kernel
// frees it when the process ends, however it ends. The file names the process
// and its socket folder, so that the next start can clear that away.
type dirLock struct {
	file     *os.File
	leftOver string // socket folder of a process that was killed
}

func lockDir(dir string) (*dirLock, error) {
	path := filepath.Join(dir, "lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	text, _ := io.ReadAll(io.LimitReader(f, 4096))
	pid, sockets, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	if errors.Is(err, syscall.EWOULDBLOCK) {
		_ = f.Close()
		return nil, fmt.Errorf("data folder %s is in use by another switchboard (process %s)", dir, pid)
	}
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return &dirLock{file: f, leftOver: sockets}, nil
}

func (l *dirLock) note(sockets string) error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt(fmt.Appendf(nil, "%d\n%s\n", os.Getpid(), sockets), 0)
	return err
}

func (l *dirLock) release() error {
	return errors.Join(l.file.Truncate(0), l.file.Close())
}

// socketDir makes a folder with a short path for the sockets, and removes the
// one a killed predecessor left.
func socketDir(lock *dirLock) (string, error) {
	parent := os.TempDir()
	if len(parent) > maxSocketDir-len(socketPrefix)-10 {
		parent = "/tmp"
	}
	dir, err := os.MkdirTemp(parent, socketPrefix)
	if err != nil {
		return "", fmt.Errorf("make a folder for sockets: %w", err)
	}
	if strings.HasPrefix(filepath.Base(lock.leftOver), socketPrefix) {
		_ = os.RemoveAll(lock.leftOver)
	}
	return dir, lock.note(dir)
}
