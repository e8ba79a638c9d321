package embedded

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"switchboard/cmd/switchboard/tether"
)

// parentOf makes the test binary a parent of embedded servers, to be killed.
const parentOf = "SWITCHBOARD_TEST_PARENT_OF"

func TestMain(m *testing.M) {
	if dir := os.Getenv(parentOf); dir != "" {
		beParent(dir)
	}
	os.Exit(m.Run())
}

// beParent starts servers, writes a row, says so, and waits to be killed.
func beParent(dir string) {
	s, err := Start(context.Background(), Options{Dir: dir, PostgresBin: os.Getenv(PostgresBin)})
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	if err := ping(context.Background(), s.DatabaseURL(), "CREATE TABLE calls AS SELECT 1 AS id"); err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	fmt.Println("ready", s.DatabaseURL())
	select {}
}

// dataDir is a folder that another user may enter, unlike t.TempDir.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "switchboard-data-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func options(dir string) Options {
	return Options{Dir: dir, PostgresBin: os.Getenv(PostgresBin)}
}

func start(t *testing.T, o Options) *Servers {
	t.Helper()
	begin := time.Now()
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("up in %v", time.Since(begin).Round(time.Millisecond))
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Servers) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	begin := time.Now()
	if err := s.Stop(ctx); err != nil {
		t.Error(err)
	}
	t.Logf("down in %v", time.Since(begin).Round(time.Millisecond))
}

func query(t *testing.T, s *Servers, statement string) string {
	t.Helper()
	db, err := sql.Open("postgres", s.DatabaseURL())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var value string
	if err := db.QueryRowContext(t.Context(), statement).Scan(&value); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return value
}

func execute(t *testing.T, s *Servers, statement string) {
	t.Helper()
	if err := ping(t.Context(), s.DatabaseURL(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func redisClient(t *testing.T, s *Servers) *redis.Client {
	t.Helper()
	o, err := redis.ParseURL(s.RedisURL())
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestWhatIsKeptSurvivesARestart(t *testing.T) {
	t.Parallel()
	o := options(dataDir(t))
	first := start(t, o)
	execute(t, first, "CREATE TABLE calls AS SELECT 7 AS id")
	if err := redisClient(t, first).Set(t.Context(), "key", "kept", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if got := query(t, first, "SHOW data_checksums"); got != "on" {
		t.Errorf("data_checksums is %s", got)
	}
	stop(t, first)

	second := start(t, o)
	if got := query(t, second, "SELECT id FROM calls"); got != "7" {
		t.Errorf("row is %s", got)
	}
	if got := redisClient(t, second).Get(t.Context(), "key").Val(); got != "kept" {
		t.Errorf("key is %q", got)
	}
}

func TestOneProcessUsesAFolder(t *testing.T) {
	t.Parallel()
	o := options(dataDir(t))
	o.SkipPostgres = true
	start(t, o)
	_, err := Start(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "in use by another switchboard (process "+strconv.Itoa(os.Getpid())) {
		t.Errorf("a second start says: %v", err)
	}
}

func TestOnlyWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	o := options(dataDir(t))
	o.SkipRedis = true
	if s := start(t, o); s.RedisURL() != "" || s.DatabaseURL() == "" {
		t.Errorf("redis %q, database %q", s.RedisURL(), s.DatabaseURL())
	}
	o = options(dataDir(t))
	o.SkipPostgres = true
	if s := start(t, o); s.RedisURL() == "" || s.DatabaseURL() != "" {
		t.Errorf("redis %q, database %q", s.RedisURL(), s.DatabaseURL())
	}
}

func TestAServerThatDiesComesBack(t *testing.T) {
	t.Parallel()
	s := start(t, options(dataDir(t)))
	execute(t, s, "CREATE TABLE calls AS SELECT 7 AS id")
	redis := redisClient(t, s)
	for _, server := range []*server{s.postgres, s.redis} {
		if err := server.child.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "Postgres answers again", func() bool {
		return ping(t.Context(), s.DatabaseURL(), "SELECT id FROM calls") == nil
	})
	eventually(t, "Redis answers again", func() bool { return redis.Ping(t.Context()).Err() == nil })
}

func TestKilledParent(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	parent := startParent(t, os.Args[0], dir, nil)
	postmaster, err := lockHolder(filepath.Join(dir, "postgres", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()

	t.Run("a new start waits and finds every committed row", func(t *testing.T) {
		s := start(t, options(dir))
		if got := query(t, s, "SELECT id FROM calls"); got != "1" {
			t.Errorf("row is %s", got)
		}
	})
	eventually(t, "the postmaster is gone", func() bool { return syscall.Kill(postmaster, 0) != nil })
}

func TestKilledParentAndPostmaster(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	parent := startParent(t, os.Args[0], dir, nil)
	postmaster, err := lockHolder(filepath.Join(dir, "postgres", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(postmaster, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := parent.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	if got := query(t, start(t, options(dir)), "SELECT id FROM calls"); got != "1" {
		t.Errorf("row is %s", got)
	}
}

// A process that hangs keeps the memory of the Postgres that was killed, and no other starts
// beside it: it is ended.
func TestAKilledPostmasterLeavesAProcessThatHangs(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	s := start(t, options(dir))
	execute(t, s, "CREATE TABLE calls AS SELECT 7 AS id")
	db, err := sql.Open("postgres", s.DatabaseURL())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var hangs int
	if err := db.QueryRowContext(t.Context(), "SELECT pg_backend_pid()").Scan(&hangs); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(hangs, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	if err := s.postgres.child.Kill(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "Postgres answers again", func() bool {
		return ping(t.Context(), s.DatabaseURL(), "SELECT id FROM calls") == nil
	})
	eventually(t, "nothing of the first is left", func() bool { return holder(hangs, filepath.Join(dir, "postgres")) != closing })
}

func TestALockFileThatNamesAStranger(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	s := start(t, options(dir))
	stop(t, s)
	lock := filepath.Join(dir, "postgres", "postmaster.pid")
	text := fmt.Sprintf("%d\n%s\n1\n5432\n/tmp\n\n\n", os.Getpid(), filepath.Join(dir, "postgres"))
	if err := os.WriteFile(lock, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	start(t, options(dir))
}

func TestDataOfAnotherMajorIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	o := options(dir)
	o.SkipRedis = true
	stop(t, start(t, o))
	version := filepath.Join(dir, "postgres", "PG_VERSION")
	if err := os.WriteFile(version, []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := listing(t, filepath.Join(dir, "postgres"))
	_, err := Start(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "the data was written by Postgres 9") || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("it says: %v", err)
	}
	if after := listing(t, filepath.Join(dir, "postgres")); after != before {
		t.Error("the data was touched")
	}
}

func TestAFolderOfSomethingElseIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	file := filepath.Join(dir, "postgres", "holiday.jpg")
	if err := os.Mkdir(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("sun"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), options(dir))
	if err == nil || !strings.Contains(err.Error(), "holds no Postgres data; nothing was changed") {
		t.Errorf("it says: %v", err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}

func TestMissingBinaries(t *testing.T) {
	t.Parallel()
	o := options(dataDir(t))
	o.PostgresBin = "/nowhere"
	_, err := Start(t.Context(), o)
	for _, words := range []string{"none was found in /nowhere", "apt-get install postgresql", "DATABASE_URL"} {
		if err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("it does not say %q: %v", words, err)
		}
	}
}

func TestARedisInMemoryKeepsTime(t *testing.T) {
	t.Parallel()
	s := &Servers{}
	if err := s.startMemory(slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.memory.stop)
	if !s.RedisInMemory() {
		t.Error("it does not say that it is in memory")
	}
	redis := redisClient(t, s)
	if err := redis.Set(t.Context(), "key", "short", 200*time.Millisecond).Err(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the key expires", func() bool { return redis.Exists(t.Context(), "key").Val() == 0 })
}

// TestUsers needs root, since it becomes other people.
func TestUsers(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("NOT PROVEN: only root can become another user; the other tests ran as an ordinary one")
	}
	t.Run("an ordinary user", func(t *testing.T) {
		t.Parallel()
		nobody, err := user.Lookup("nobody")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(nobody.Uid)
		gid, _ := strconv.Atoi(nobody.Gid)
		dir := dataDir(t)
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
		startParent(t, copyOfTestBinary(t), dir, &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)})
		if owner := ownerOf(filepath.Join(dir, "postgres")); owner != uid {
			t.Errorf("the data belongs to user %d", owner)
		}
	})
	t.Run("root in a folder that nobody else may enter", func(t *testing.T) {
		t.Parallel()
		dir := dataDir(t)
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		o := options(filepath.Join(dir, "data"))
		if !Fits(t.Context(), o.Dir) { // a machine that lets root make no user namespace
			if s, err := Start(t.Context(), o); err == nil {
				stop(t, s)
				t.Error("what does not fit started")
			}
			return
		}
		stop(t, start(t, o))
		if owner := ownerOf(filepath.Join(o.Dir, "postgres")); owner != 0 {
			t.Errorf("the data belongs to user %d", owner)
		}
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		start(t, o) // who owns the data keeps it
	})
}

func startParent(t *testing.T, binary, dir string, who *syscall.Credential) *tether.Process {
	t.Helper()
	cmd := exec.Command(binary)
	cmd.Env = append(os.Environ(), parentOf+"="+dir, "TMPDIR="+dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	cmd.Stderr = os.Stderr
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = read.Close() })
	cmd.Stdout = write
	parent, err := tether.Start(cmd, syscall.SIGKILL)
	write.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = parent.Kill()
		_ = parent.Wait()
	})
	line, _ := bufio.NewReader(read).ReadString('\n')
	if !strings.HasPrefix(line, "ready") {
		t.Fatalf("the parent says: %s", line)
	}
	return parent
}

// copyOfTestBinary stands where other users may run it.
func copyOfTestBinary(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dataDir(t), "parent")
	if err := os.WriteFile(path, text, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil {
			fmt.Fprintln(&b, path, info.Mode(), info.Size(), info.ModTime())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func eventually(t *testing.T, what string, check func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if check() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

// What a test process left that was killed is removed by the next one, and only that.
func TestThrowawaysAreRemoved(t *testing.T) {
	temp := dataDir(t)
	t.Setenv("TMPDIR", temp)
	left := filepath.Join(temp, throwaway+"1")
	sockets := filepath.Join(temp, socketPrefix+"1")
	for _, dir := range []string{left, sockets} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	lock, err := lockDir(left)
	if err == nil {
		err = lock.note(sockets)
	}
	if err != nil {
		t.Fatal(err)
	}
	there := func(dir string) bool {
		_, err := os.Stat(dir)
		return err == nil
	}
	removeThrowaways()
	if !there(left) || !there(sockets) {
		t.Error("what is in use was removed")
	}
	_ = lock.file.Close() // as when the process is killed
	removeThrowaways()
	if there(left) || there(sockets) {
		t.Error("what nobody uses is still there")
	}
}
