// Testservers starts one throwaway Postgres and one Redis, runs a command that
// finds them in SWITCHBOARD_TEST_DATABASE_URL and SWITCHBOARD_TEST_REDIS_URL,
// stops them, and ends as the command did:
//
//	go run ./scripts/testservers go test ./...
//
// PG_BIN names the folder of another Postgres.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"switchboard/cmd/switchboard/embedded"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: testservers command [argument …]")
		os.Exit(2)
	}
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "testservers:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func run(command []string) (int, error) {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	servers, err := embedded.StartThrowaway(ctx)
	if err != nil {
		return 0, err
	}
	defer stop(servers)
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.Env = append(os.Environ(),
		embedded.TestDatabaseURL+"="+servers.DatabaseURL(), embedded.TestRedisURL+"="+servers.RedisURL())
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil // -1 is the end by a signal
	}
	return 0, err
}

func stop(servers *embedded.Servers) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := servers.Stop(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "testservers:", err)
	}
}
