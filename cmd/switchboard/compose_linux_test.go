package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"

	"switchboard/cmd/switchboard/testnet"
	"switchboard/cmd/switchboard/tether"
)

const (
	builtBinary = "SWITCHBOARD_TEST_BINARY"
	newestBin   = "SWITCHBOARD_TEST_NEWEST_POSTGRES"
)

// TestComposeRuns starts every service of docker-compose.yml as a process, with
// its own command, environment and health check, each on a machine of its own
// that the others find by its name. Only the images are not tried.
func TestComposeRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT PROVEN in short mode: it builds the binary and starts five processes")
	}
	if os.Getenv(builtBinary) == "" {
		path, err := binary()
		if err != nil {
			t.Fatal(err)
		}
		testnet.Enter(t, builtBinary+"="+path, newestBin+"="+newestPostgres(t))
		return
	}
	project := compose(t, "POSTGRES_PASSWORD=quitesecret")
	net := testnet.New(t)
	running := map[string]*service{}
	for _, name := range inOrder(t, project) {
		s := &service{ServiceConfig: project.Services[name], machine: net.Machine(t, name), dir: t.TempDir()}
		s.start(t)
		s.becomesHealthy(t)
		running[name] = s
	}

	t.Run("a node whose Redis is away is not healthy", func(t *testing.T) {
		running["redis"].stop(t)
		eventually(t, func() bool { return running["node1"].health(t) != nil })
	})
	t.Run("all end when asked", func(t *testing.T) {
		for _, name := range []string{"node1", "node2", "worker", "postgres"} {
			running[name].stop(t)
		}
	})
}

func TestComposeNeedsAPassword(t *testing.T) {
	t.Parallel()
	if _, err := load(t); err == nil || !strings.Contains(err.Error(), "set a password") {
		t.Errorf("without one it says: %v", err)
	}
}

func load(t *testing.T, environ ...string) (*types.Project, error) {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{filepath.Join("..", "..", "docker-compose.yml")},
		cli.WithName("switchboard"), cli.WithEnv(environ))
	if err != nil {
		t.Fatal(err)
	}
	return options.LoadProject(t.Context())
}

func compose(t *testing.T, environ ...string) *types.Project {
	t.Helper()
	project, err := load(t, environ...)
	if err != nil {
		t.Fatal(err)
	}
	return project
}

// inOrder puts what a service depends on before it.
func inOrder(t *testing.T, project *types.Project) []string {
	t.Helper()
	var order []string
	err := project.ForEachService(project.ServiceNames(), func(name string, _ *types.ServiceConfig) error {
		order = append(order, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(order, "worker") || len(order) != 5 {
		t.Errorf("services: %v", order)
	}
	return order
}

// service is one of them, running as a process.
type service struct {
	types.ServiceConfig
	machine *testnet.Machine
	dir     string // stands for its volumes
	process *tether.Process
	said    bytes.Buffer
}

func (s *service) start(t *testing.T) {
	t.Helper()
	command := slices.Concat(s.Entrypoint, s.Command)
	switch {
	case s.Build != nil:
		command = slices.Concat(entrypoint(t), s.Command)
	case s.Name == "postgres":
		command = s.initPostgres(t)
	}
	cmd := s.machine.Command(context.WithoutCancel(t.Context()), command...)
	cmd.Env, cmd.Dir = s.environ(), s.dir
	cmd.Stdout, cmd.Stderr = &s.said, &s.said
	var err error
	if s.process, err = tether.Start(cmd, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.process.Kill()
		if t.Failed() {
			t.Logf("%s said:\n%s", s.Name, s.said.String())
		}
	})
}

// environ is the service's own; a path that is a volume is our folder.
func (s *service) environ() []string {
	environ := []string{"PATH=" + strings.Join([]string{
		filepath.Dir(os.Getenv(builtBinary)), os.Getenv(newestBin), os.Getenv("PATH"), "/usr/lib/postgresql/15/bin",
	}, ":"), "PGHOST=" + s.dir}
	for name, value := range s.Environment {
		if value == nil {
			continue
		}
		if slices.ContainsFunc(s.Volumes, func(v types.ServiceVolumeConfig) bool { return v.Target == *value }) {
			*value = s.dir
		}
		environ = append(environ, name+"="+*value)
	}
	return environ
}

// initPostgres does what the image's entrypoint does before the command.
func (s *service) initPostgres(t *testing.T) []string {
	t.Helper()
	value := func(name string) string { return *s.Environment[name] }
	data, password := filepath.Join(s.dir, "data"), filepath.Join(s.dir, "password")
	if err := os.WriteFile(password, []byte(value("POSTGRES_PASSWORD")), 0o600); err != nil {
		t.Fatal(err)
	}
	initdb := append(asPostgres("initdb", "-D", data, "-U", value("POSTGRES_USER"), "--pwfile", password, "--auth-host=scram-sha-256"),
		strings.Fields(value("POSTGRES_INITDB_ARGS"))...)
	cmd := s.machine.Command(t.Context(), initdb...)
	cmd.Env = s.environ()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v: %s", err, out)
	}
	for file, line := range map[string]string{
		"postgresql.conf": "listen_addresses = '*'\nunix_socket_directories = '" + s.dir + "'\n",
		"pg_hba.conf":     "host all all all scram-sha-256\n",
	} {
		f, err := os.OpenFile(filepath.Join(data, file), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.WriteString(line)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	single := s.machine.Command(t.Context(), asPostgres("postgres", "--single", "-D", data, "postgres")...)
	single.Env, single.Stdin = s.environ(), strings.NewReader("CREATE DATABASE "+value("POSTGRES_DB")+"\n")
	if out, err := single.CombinedOutput(); err != nil {
		t.Fatalf("create database: %v: %s", err, out)
	}
	return asPostgres(append(slices.Clone(s.Command), "-D", data)...)
}

// asPostgres runs a command as somebody else than root, whom Postgres refuses.
func asPostgres(args ...string) []string {
	return append([]string{"unshare", "--user", "--map-user=1", "--map-group=1"}, args...)
}

// health runs the check as Docker would.
func (s *service) health(t *testing.T) error {
	t.Helper()
	test := s.HealthCheck.Test
	args := []string(test[1:])
	if test[0] == "CMD-SHELL" {
		args = []string{"sh", "-c", test[1]}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(*s.HealthCheck.Timeout))
	defer cancel()
	cmd := s.machine.Command(ctx, args...)
	cmd.Env = s.environ()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w: %s", args, err, out)
	}
	return nil
}

func (s *service) becomesHealthy(t *testing.T) {
	t.Helper()
	begin := time.Now()
	for {
		err := s.health(t)
		if err == nil {
			t.Logf("%s is healthy after %v", s.Name, time.Since(begin).Round(10*time.Millisecond))
			return
		}
		select {
		case <-s.process.Exited():
			t.Fatalf("%s ended: %v", s.Name, s.process.Wait())
		case <-time.After(100 * time.Millisecond):
		}
		if time.Since(begin) > time.Minute {
			t.Fatalf("%s does not become healthy: %v", s.Name, err)
		}
	}
}

// stop asks it to end and gives it as long as the file does.
func (s *service) stop(t *testing.T) {
	t.Helper()
	patience := 10 * time.Second
	if s.StopGracePeriod != nil {
		patience = time.Duration(*s.StopGracePeriod)
	}
	if err := s.process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	select {
	case <-s.process.Exited():
		if err := s.process.Wait(); err != nil {
			t.Errorf("%s ended with %v", s.Name, err)
		}
		t.Logf("%s ended after %v", s.Name, time.Since(begin).Round(10*time.Millisecond))
	case <-time.After(patience):
		t.Errorf("%s did not end within %v", s.Name, patience)
	}
}

func eventually(t *testing.T, check func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if check() {
			return
		}
	}
	t.Error("it never came true")
}

func newestPostgres(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("npm"); err != nil {
		t.Skip("NOT PROVEN: the newest Postgres comes as an npm package, and npm is not here")
	}
	out, err := exec.CommandContext(t.Context(), filepath.Join("..", "..", "scripts", "newest-postgres")).Output()
	if err != nil {
		t.Fatalf("scripts/newest-postgres: %v", err)
	}
	return strings.TrimSpace(string(out))
}
