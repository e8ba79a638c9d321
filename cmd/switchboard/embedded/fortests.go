package embedded

import (
	"context"
	"fmt"
	"os"
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

// StartThrowaway starts servers in a temporary folder that Stop removes.
func StartThrowaway(ctx context.Context) (*Servers, error) {
	dir, err := os.MkdirTemp("", "switchboard-test-")
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
