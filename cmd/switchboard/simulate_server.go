package main

import (
	"context"
	stdsql "database/sql"
	"errors"
	"os"
	"path/filepath"
)

// errSimulated ends the server once the simulation is over.
var errSimulated = errors.New("the simulation is over")

// onOwnServer runs a simulation against a server of its own, whose data is thrown away.
func (p *program) onOwnServer(ctx context.Context, t timing, prepare, simulate func(*node) error) error {
	dir, err := scratch("simulate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	c, log, err := p.settings("DATA_DIR="+filepath.Join(dir, "data"), "ADDR=127.0.0.1:0", "PUBLIC_URL=http://localhost", "TRUSTED_PROXIES=127.0.0.1", "LOG_LEVEL=ERROR")
	if err != nil {
		return err
	}
	n, err := newNode(ctx, c, log, t)
	if err != nil {
		return err
	}
	var failed error
	err = n.runPrepared(ctx, prepare, func(n *node) error {
		failed = simulate(n)
		return errSimulated
	})
	if errors.Is(err, errSimulated) {
		err = nil
	}
	return errors.Join(failed, err)
}

// openDatabase connects to the node's database as somebody else would.
func (n *node) openDatabase() (*stdsql.DB, error) {
	dsn := string(n.config.DatabaseURL)
	if dsn == "" {
		dsn = n.kept.servers.DatabaseURL()
	}
	return stdsql.Open("postgres", dsn)
}

// scratch makes a folder for data that a verb throws away. Others may enter it: the
// database may run as another user.
func scratch(verb string) (string, error) {
	dir, err := os.MkdirTemp("", "switchboard-"+verb+"-")
	if err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o755)
}
