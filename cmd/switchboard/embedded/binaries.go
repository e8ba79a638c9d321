package embedded

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// oldestMajor is the oldest Postgres our tests run on.
const oldestMajor = "15"

// binaries are one installed Postgres.
type binaries struct {
	dir   string
	major string // as in PG_VERSION
}

func (b binaries) path(name string) string { return filepath.Join(b.dir, name) }

// findBinaries looks in dir or, when it is empty, in PATH, where Debian keeps
// its majors, and beside our own binary. major is that of existing data; empty
// takes the first one found.
func findBinaries(ctx context.Context, dir, major string) (binaries, error) {
	places := []string{dir}
	if dir == "" {
		places = postgresPlaces()
	}
	var found []string
	for _, place := range places {
		b, ok := binariesIn(ctx, place)
		if !ok {
			continue
		}
		if b.major == major || major == "" && b.major >= oldestMajor {
			return b, nil
		}
		found = append(found, fmt.Sprintf("Postgres %s in %s", b.major, b.dir))
	}
	return binaries{}, missingPostgres(places, found, major)
}

func postgresPlaces() []string {
	var places []string
	if path, err := exec.LookPath("postgres"); err == nil {
		places = append(places, filepath.Dir(path))
	}
	debian, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Sort(debian)
	slices.Reverse(debian)
	places = append(places, debian...)
	if self, err := os.Executable(); err == nil {
		places = append(places, filepath.Join(filepath.Dir(self), "postgres", "bin"))
	}
	return places
}

var postgresVersion = regexp.MustCompile(`^postgres \(PostgreSQL\) (\d+)`)

func binariesIn(ctx context.Context, dir string) (binaries, bool) {
	b := binaries{dir: dir}
	if _, err := os.Stat(b.path("initdb")); err != nil {
		return b, false
	}
	out, err := exec.CommandContext(ctx, b.path("postgres"), "--version").Output()
	version := postgresVersion.FindSubmatch(out)
	if err != nil || version == nil {
		return b, false
	}
	b.major = string(version[1])
	return b, true
}

func missingPostgres(places, found []string, major string) error {
	have := "none was found in " + strings.Join(places, ", ")
	if len(found) > 0 {
		have = "found only " + strings.Join(found, ", ")
	}
	if major != "" {
		return fmt.Errorf("the data was written by Postgres %s, and %s; nothing was changed. "+
			"Install Postgres %s (Debian, Ubuntu: apt-get install postgresql-%s), or dump the data with %s and restore it into a new folder",
			major, have, major, major, major)
	}
	return fmt.Errorf("postgres %s or newer is needed, and %s. Install it (Debian, Ubuntu: apt-get install postgresql; "+
		"macOS: brew install postgresql; Fedora: dnf install postgresql-server), name its bin folder in PG_BIN, "+
		"or set DATABASE_URL to a server of your own", oldestMajor, have)
}

// preloaded names the library that counts statements, where it is installed.
func (b binaries) preloaded() string {
	const library = "pg_stat_statements"
	program, err := filepath.EvalSymlinks(filepath.Join(b.dir, "postgres"))
	if err != nil {
		return ""
	}
	for _, lib := range []string{"lib", "lib/postgresql"} {
		if _, err := os.Stat(filepath.Join(filepath.Dir(program), "..", lib, library+".so")); err == nil {
			return library
		}
	}
	return ""
}
