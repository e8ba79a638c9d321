package embedded

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
)

const tailSize = 4096

// tail keeps the last words of a child for error messages and passes each line
// on to the log.
type tail struct {
	log  *slog.Logger
	mu   sync.Mutex
	kept []byte
	line []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	if extra := len(t.kept) - tailSize; extra > 0 {
		t.kept = append(t.kept[:0], t.kept[extra:]...)
	}
	t.line = append(t.line, p...)
	for {
		line, rest, whole := bytes.Cut(t.line, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		t.pass(string(line))
		t.line = append(t.line[:0], rest...)
	}
}

// pass keeps what only a developer wants at debug: a server reports each refused
// statement as an ERROR and each refused connection as FATAL, and those are the
// application's to log.
func (t *tail) pass(line string) {
	level := slog.LevelDebug
	if strings.Contains(line, "PANIC:") {
		level = slog.LevelWarn
	}
	t.log.Log(context.Background(), level, strings.TrimSpace(line))
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.kept))
}
