package embedded

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/lib/pq"
)

const (
	role     = "switchboard" // superuser and database in one
	port     = "5432"        // only names the socket
	starting = 90 * time.Second
)

// postgres knows how to start one cluster.
type postgres struct {
	Options
	bin     binaries
	id      identity
	data    string
	sockets string
}

func (s *Servers) startPostgres(ctx context.Context, o Options, sockets string) error {
	p := &postgres{Options: o, data: filepath.Join(o.Dir, "postgres"), sockets: sockets}
	p.Log = o.Log.With("server", "postgres")
	if err := p.prepare(ctx); err != nil {
		return fmt.Errorf("embedded Postgres in %s: %w", p.data, err)
	}
	s.postgres = &server{log: p.Log, spawn: p.spawn, ask: syscall.SIGINT}
	if err := s.postgres.run(ctx); err != nil {
		return fmt.Errorf("embedded Postgres in %s: %w", p.data, err)
	}
	s.databaseURL = p.url(role)
	return nil
}

// prepare finds the binaries and the user, and makes a cluster if there is none.
func (p *postgres) prepare(ctx context.Context) error {
	major, err := dataMajor(p.data)
	if err != nil {
		return err
	}
	if p.bin, err = findBinaries(ctx, p.PostgresBin, major); err != nil {
		return err
	}
	owner := -1
	if major != "" {
		owner = ownerOf(p.data)
	}
	if p.id, err = chooseIdentity(ctx, p.User, p.bin.path("postgres"), p.Dir, owner); err != nil {
		return err
	}
	if err := p.id.own(p.sockets); err != nil {
		return err
	}
	if major == "" {
		if err := p.create(ctx); err != nil {
			return err
		}
	}
	return p.writeAccess()
}

// dataMajor is empty when there is no cluster yet.
func dataMajor(data string) (string, error) {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if err == nil {
		return strings.TrimSpace(string(text)), nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	entries, err := os.ReadDir(data)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	if len(entries) > 0 {
		return "", errors.New("the folder is not empty and holds no Postgres data; nothing was changed")
	}
	return "", nil
}

// create makes the cluster beside its place and moves it there whole, so that a
// crash half way leaves nothing that looks like data.
func (p *postgres) create(ctx context.Context) error {
	unfinished := p.data + ".unfinished"
	if err := os.RemoveAll(unfinished); err != nil {
		return err
	}
	if err := os.Mkdir(unfinished, 0o700); err != nil {
		return err
	}
	if err := p.id.own(unfinished); err != nil {
		return err
	}
	args := []string{p.bin.path("initdb"), "--pgdata", unfinished, "--username", role, "--encoding", "UTF8",
		"--locale", "C.UTF-8", "--auth", "peer", "--data-checksums", "--no-instructions"}
	if p.Throwaway {
		args = append(args, "--no-sync")
	}
	c, err := startChild(args, p.id, syscall.SIGKILL, p.Log)
	if err != nil {
		return err
	}
	select {
	case <-c.Exited():
	case <-ctx.Done():
		return errors.Join(ctx.Err(), c.stop(ctx, syscall.SIGKILL))
	}
	if c.Wait() != nil {
		return fmt.Errorf("initdb: %w", c.failure())
	}
	return os.Rename(unfinished, p.data)
}

// writeAccess lets in whoever may enter the socket folder: us, and the child's
// user by its own name.
func (p *postgres) writeAccess() error {
	users := map[string]bool{"root": true, p.id.user: true}
	var ident strings.Builder
	for user := range users {
		fmt.Fprintf(&ident, "%s %s %s\n", role, user, role)
	}
	files := map[string]string{
		"pg_hba.conf":   "local all all peer map=" + role + "\n",
		"pg_ident.conf": ident.String(),
	}
	for name, text := range files {
		path := filepath.Join(p.data, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
		if err := p.id.own(path); err != nil {
			return err
		}
	}
	return nil
}

// spawn starts the postmaster and waits until the database answers. A postmaster
// of a killed predecessor may still be closing; it is waited for. Processes that a killed
// postmaster left, and that do not end by themselves in a while, are ended.
func (p *postgres) spawn(ctx context.Context) (*child, error) {
	ctx, cancel := context.WithTimeout(ctx, starting)
	defer cancel()
	for began := time.Now(); ; {
		if err := p.clearLock(ctx); err != nil {
			return nil, err
		}
		c, err := startChild(p.command(), p.id, syscall.SIGINT, p.Log)
		if err != nil {
			return nil, err
		}
		err = c.answers(ctx, p.openDatabase)
		if err == nil {
			return c, nil
		}
		_ = c.stop(ctx, syscall.SIGQUIT)
		if !predecessorLives(c.words.String()) || ctx.Err() != nil {
			return nil, err
		}
		if memoryHeld(c.words.String()) && time.Since(began) > leaving {
			p.endOrphans()
		}
		wait(ctx, firstPause)
	}
}

func predecessorLives(words string) bool {
	return strings.Contains(words, `lock file "postmaster.pid" already exists`) || memoryHeld(words)
}

// memoryHeld reports that the postmaster is gone, and somebody of its own is not.
func memoryHeld(words string) bool {
	return strings.Contains(words, "pre-existing shared memory block")
}

func (p *postgres) command() []string {
	settings := []string{
		"listen_addresses=", "port=" + port,
		"unix_socket_directories=" + p.sockets, "unix_socket_permissions=0700",
		"max_connections=100", "shared_buffers=256MB", "max_wal_size=2GB", "random_page_cost=1.1", "jit=off",
		"timezone=UTC", "log_timezone=UTC", "lc_messages=C", "log_destination=stderr", "logging_collector=off",
		"cluster_name=" + role, "shared_preload_libraries=" + p.bin.preloaded(),
	}
	if p.Throwaway {
		settings = append(settings, "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200",
			"pg_stat_statements.max=50000") // of all tests together: those that count must not find any forgotten
	}
	command := []string{p.bin.path("postgres"), "-D", p.data}
	for _, setting := range settings {
		command = append(command, "-c", setting)
	}
	return command
}

func (p *postgres) url(database string) string {
	query := url.Values{"host": {p.sockets}, "port": {port}, "sslmode": {"disable"}}
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database, RawQuery: query.Encode()}
	return u.String()
}

// openDatabase connects to our database, after making it in a new cluster.
func (p *postgres) openDatabase(ctx context.Context) error {
	err := ping(ctx, p.url(role), "SELECT 1")
	if isUnknownDatabase(err) {
		return ping(ctx, p.url("postgres"), "CREATE DATABASE "+role)
	}
	return err
}

func isUnknownDatabase(err error) bool {
	var fault *pq.Error
	return errors.As(err, &fault) && fault.Code == "3D000"
}
