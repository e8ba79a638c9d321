package bench

import (
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"time"

	_ "github.com/lib/pq" // the driver

	"switchboard/cmd/switchboard/simulate"
	"switchboard/cmd/switchboard/tether"
)

// Options are what a run needs of the program.
type Options struct {
	Quick    bool
	Program  string            // the program's own file, which serves as the other process
	Database string            // URL of an empty database with the schema
	Environ  []string          // that a server needs, but for its database and address
	Progress func(what string) // told what is being done

	// The demo company's server is killed; these answer there.
	Killed     string // URL of its database
	Colleagues []simulate.Credentials

	// Round decides once for a pool of another database, as the router does, and gives
	// the offers made.
	Round func(ctx context.Context, pool string) (int, error)
	Other *stdsql.DB // that database
}

// stage is a server, its database, and what the parts put there.
type stage struct {
	Options
	db     *stdsql.DB
	addr   string
	server *tether.Process // nil while there is none
	site   string
	queue  string
	limits map[string]*beside // by name: those that were measured
}

// newStage starts a server and fills its database with people.
func newStage(ctx context.Context, o Options) (*stage, error) {
	db, err := stdsql.Open("postgres", o.Database)
	if err != nil {
		return nil, err
	}
	s := &stage{Options: o, db: db, limits: map[string]*beside{}}
	if err := errors.Join(s.people(ctx), s.start(ctx)); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// start runs the server on a free port and waits for its first 200.
func (s *stage) start(ctx context.Context) error {
	addr, err := freeAddr(ctx)
	if err != nil {
		return err
	}
	s.addr = addr
	if err := s.spawn(ctx, append(s.Environ, "DATABASE_URL="+s.Database, "ADDR="+addr), "serve"); err != nil {
		return err
	}
	return s.await(ctx, "/readyz")
}

// spawn runs the program, which ends with us at the latest.
func (s *stage) spawn(ctx context.Context, environ []string, args ...string) (err error) {
	cmd := exec.CommandContext(ctx, s.Program, args...)
	cmd.Env, cmd.Stderr = append(os.Environ(), environ...), os.Stderr
	s.server, err = tether.Start(cmd, syscall.SIGKILL)
	return err
}

// kill ends it at once.
func (s *stage) kill() {
	if s.server != nil {
		_ = s.server.Kill()
		_ = s.server.Wait() // says that it was killed
	}
}

// stop ends the server as an operator would.
func (s *stage) stop() error {
	if s.server == nil {
		return nil
	}
	defer func() { s.server = nil }()
	if err := s.server.Signal(os.Interrupt); err != nil {
		return err
	}
	return s.server.Wait()
}

func (s *stage) close() {
	_ = s.stop()
	_ = s.db.Close()
}

// await asks until the answer is 200.
func (s *stage) await(ctx context.Context, path string) error {
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.addr+path, http.NoBody)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		if err := simulate.Pause(ctx, 2*time.Millisecond); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s did not answer", path)
}

func freeAddr(ctx context.Context) (string, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// scale gives the size of a part: a full run's, or a quick one's.
func (s *stage) scale(full, quick int) int {
	if s.Quick {
		return quick
	}
	return full
}

// say tells what is being done.
func (s *stage) say(format string, args ...any) { s.Progress(fmt.Sprintf(format, args...)) }

// lasting is scale in seconds.
func (s *stage) lasting(full, quick int) time.Duration {
	return time.Duration(s.scale(full, quick)) * time.Second
}
