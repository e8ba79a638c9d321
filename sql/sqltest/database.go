package sqltest

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	_ "github.com/lib/pq" // the driver

	"switchboard/cmd/switchboard/embedded"
	"switchboard/sql"
)

// URL gives the URL of a fresh, migrated database that is dropped when t ends.
func URL(t testing.TB) string {
	t.Helper()
	server, err := serverURL()
	if err != nil {
		t.Fatal(err)
	}
	template, err := templateOnce(server)
	if err != nil {
		t.Fatalf("make the template database: %v", err)
	}
	name := "test_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	if err := admin(server, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, template)); err != nil {
		t.Fatalf("copy the template database: %v", err)
	}
	t.Cleanup(func() {
		if err := admin(server, fmt.Sprintf("DROP DATABASE %s WITH (FORCE)", name)); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return onDatabase(server, name)
}

// Store gives a store on a fresh database.
func Store(t testing.TB, opt sql.Options) *sql.Store {
	t.Helper()
	return Open(t, URL(t), opt)
}

// Open gives one more store on a database made by URL.
func Open(t testing.TB, dsn string, opt sql.Options) *sql.Store {
	t.Helper()
	s, err := sql.Open(context.Background(), dsn, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return s
}

// servers are the run's, or this process's own; those end with the process.
var servers = sync.OnceValues(func() (*embedded.Servers, error) { return embedded.ForTests(context.Background()) })

func serverURL() (string, error) {
	s, err := servers()
	if err != nil {
		return "", err
	}
	return s.DatabaseURL(), nil
}

// RedisURL is the Redis of the test run. Others use it too: nothing there may be flushed.
func RedisURL(t testing.TB) string {
	t.Helper()
	s, err := servers()
	if err != nil {
		t.Fatal(err)
	}
	return s.RedisURL()
}

var (
	once         sync.Once
	templateName string
	templateErr  error
)

func templateOnce(server string) (string, error) {
	once.Do(func() { templateName, templateErr = makeTemplate(server) })
	return templateName, templateErr
}

// makeTemplate migrates a database whose name is the hash of the migrations,
// unless this or another process has done so already.
func makeTemplate(server string) (string, error) {
	name := "template_" + sql.SchemaHash()[:16]
	db, err := stdsql.Open("postgres", server)
	if err != nil {
		return "", err
	}
	defer db.Close()
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	// Held by this connection until it closes.
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext($1))", name); err != nil {
		return "", err
	}
	var ready bool
	if err := conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND datistemplate)", name).Scan(&ready); err != nil || ready {
		return name, err
	}
	for _, q := range []string{"DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name} {
		if _, err := conn.ExecContext(ctx, q); err != nil {
			return "", err
		}
	}
	if err := migrate(ctx, onDatabase(server, name)); err != nil {
		return "", err
	}
	_, err = conn.ExecContext(ctx, "ALTER DATABASE "+name+" IS_TEMPLATE true")
	return name, err
}

func migrate(ctx context.Context, dsn string) error {
	s, err := sql.Open(ctx, dsn, sql.Options{})
	if err != nil {
		return err
	}
	_, err = s.Migrate(ctx)
	if closeErr := s.Close(); err == nil {
		err = closeErr
	}
	return err
}

func admin(server, query string) error {
	db, err := stdsql.Open("postgres", server)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(context.Background(), query)
	return err
}

// onDatabase is the server's URL with another database.
func onDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil || u.Scheme == "" {
		return server + " dbname=" + name
	}
	u.Path = "/" + name
	return u.String()
}
