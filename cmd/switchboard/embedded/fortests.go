package embedded

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// The servers of a whole test run, exported by scripts/testservers.
const (
	TestDatabaseURL = "SWITCHBOARD_TEST_DATABASE_URL"
	TestRedisURL    = "SWITCHBOARD_TEST_REDIS_URL"
)

// PostgresBin names the variable with the folder of the Postgres to use.
const PostgresBin = "PG_BIN"

// ForTests gives a test process its servers: those of the run when there are
// any, else throwaway ones of its own (half a second). Call Stop at the end of
// TestMain; a process that ends without takes its servers along all the same.
func ForTests(ctx context.Context) (*Servers, error) {
	database, redis := os.Getenv(TestDatabaseURL), os.Getenv(TestRedisURL)
	if database != "" && redis != "" {
		return &Servers{databaseURL: database, redisURL: redis}, nil
	}
	return StartThrowaway(ctx)
}

// throwaway begins the names of the folders of such servers.
const throwaway = "switchboard-throwaway-"

// StartThrowaway starts servers in a temporary folder that Stop removes, or, where a
// process ended without, the next start.
func StartThrowaway(ctx context.Context) (*Servers, error) {
	removeThrowaways()
	dir, err := os.MkdirTemp("", throwaway)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // the children may be another user
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	s, err := Start(ctx, Options{Dir: dir, PostgresBin: os.Getenv(PostgresBin), Throwaway: true})
	if err != nil {
		return nil, fmt.Errorf("%w (scripts/setup installs what tests need)", err)
	}
	return s, nil
}

// removeThrowaways removes the folders of processes that ended without Stop: their locks
// name them, and are free. One that names nobody is just being made.
func removeThrowaways() {
	locks, _ := filepath.Glob(filepath.Join(os.TempDir(), throwaway+"*", "lock"))
	for _, path := range locks {
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			continue
		}
		lock, err := lockDir(filepath.Dir(path))
		if err != nil {
			continue // in use, or somebody else's
		}
		if strings.HasPrefix(filepath.Base(lock.leftOver), socketPrefix) {
			_ = os.RemoveAll(lock.leftOver)
		}
		_ = os.RemoveAll(filepath.Dir(path))
		_ = lock.release()
	}
}
