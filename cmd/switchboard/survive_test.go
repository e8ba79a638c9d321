package main

import (
	"context"
	stdsql "database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"switchboard/cmd/switchboard/embedded"
	"switchboard/cmd/switchboard/simulate"
	"switchboard/sql/sqltest"
)

// ownServers gives a database, and a Redis that the test may mistreat.
func ownServers(t *testing.T) (databaseURL, redisURL string) {
	t.Helper()
	servers, err := embedded.Start(t.Context(), embedded.Options{Dir: openDir(t), SkipPostgres: true, Throwaway: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := servers.Stop(context.Background()); err != nil {
			t.Errorf("stop redis: %v", err)
		}
	})
	return sqltest.URL(t), servers.RedisURL()
}

// openDir is a folder of the test that other users may enter: databases refuse to run as
// root, and so run as somebody else.
func openDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A flush of Redis and a kill -9 of the process in the middle of a small load lose and
// double nothing: the customers' own record against the database.
func TestAFlushAndAKillLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	databaseURL, redisURL := ownServers(t)
	env := []string{"DATABASE_URL=" + databaseURL, "REDIS_URL=" + redisURL, "DATA_DIR=" + t.TempDir(), "DEMO=0", "LOG_LEVEL=ERROR"}
	p := start(t, env, "demo")
	redis, err := connectRedis(redisURL)
	if err != nil {
		t.Fatal(err)
	}
	defer redis.Close()

	const chats = 40
	halfway := make(chan int, chats)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	since := clock()
	result := make(chan simulate.Report, 1)
	go func() {
		report, err := simulate.Chats(ctx, simulate.Options{
			URL: p.url(), Scripts: simulate.Builtin, AtOnce: 12, Chats: chats, Agents: colleagues(), Speed: 20, Seed: 7,
			Progress: func(done int) { halfway <- done },
		})
		if err != nil {
			t.Error(err)
		}
		result <- report
	}()
	for done := range halfway {
		if done == 8 {
			if err := redis.FlushAll(ctx).Err(); err != nil {
				t.Errorf("flush: %v", err)
			}
		}
		if done == 16 {
			p.kill()
			p.run()
			break
		}
	}
	report := <-result
	t.Logf("%+v", report)
	db, err := stdsql.Open("postgres", databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	verdict, err := simulate.Check(ctx, db, since, report)
	if err != nil {
		t.Fatal(err)
	}
	for _, mistake := range verdict.Mistakes {
		t.Error(mistake)
	}
	if report.Begun != chats || report.Failed > 0 || report.Served+report.Abandoned != chats {
		t.Errorf("of %d chats %d were served, %d abandoned, %d failed: %v", chats, report.Served, report.Abandoned, report.Failed, report.Problems)
	}
}

// SIGTERM in the middle of a load ends the process within 10 s, without an error.
func TestSIGTERMDrains(t *testing.T) {
	t.Parallel()
	databaseURL, redisURL := ownServers(t)
	env := []string{"DATABASE_URL=" + databaseURL, "REDIS_URL=" + redisURL, "DATA_DIR=" + t.TempDir(), "DEMO=0", "LOG_LEVEL=ERROR"}
	p := start(t, env, "demo")
	ctx, cancel := context.WithCancel(t.Context())
	enough := make(chan struct{}, 100)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if _, err := simulate.Chats(ctx, simulate.Options{
			URL: p.url(), Scripts: simulate.Builtin, AtOnce: 20, Chats: 100, Agents: colleagues(), Speed: 20, Seed: 3,
			Progress: func(int) { enough <- struct{}{} },
		}); err != nil {
			t.Error(err)
		}
	}()
	<-enough
	limit, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	took, err := p.stop(limit)
	if err != nil {
		t.Errorf("after %s: %v", took, err)
	}
	t.Logf("ended after %s", took)
	cancel()
	<-ended
}
