package bench

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// machine says on what was measured: "2 cores of an Intel(R) Xeon(R) …, 24 GiB, Debian
// GNU/Linux 12 (bookworm), Postgres 15.18, go1.26.4". What the system does not tell is
// left out.
func machine(ctx context.Context, db *stdsql.DB) (string, error) {
	cores := fmt.Sprintf("%d cores", runtime.NumCPU())
	if model := after("/proc/cpuinfo", "model name"); model != "" {
		cores += " of " + strings.Join(strings.Fields(model), " ")
	}
	parts := []string{cores}
	if kB, err := strconv.Atoi(strings.TrimSuffix(after("/proc/meminfo", "MemTotal"), " kB")); err == nil {
		parts = append(parts, fmt.Sprintf("%d GiB", (kB+1<<19)>>20))
	}
	if name := strings.Trim(after("/etc/os-release", "PRETTY_NAME"), `"`); name != "" {
		parts = append(parts, name)
	}
	var postgres string
	if err := db.QueryRowContext(ctx, `SELECT current_setting('server_version')`).Scan(&postgres); err != nil {
		return "", err
	}
	postgres, _, _ = strings.Cut(postgres, " ")
	return strings.Join(append(parts, "Postgres "+postgres, runtime.Version()), ", "), nil
}

// after gives what a file says after a name and a colon or a sign of equality.
func after(file, name string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if at := strings.IndexAny(line, ":="); at > 0 && strings.TrimSpace(line[:at]) == name {
			return strings.TrimSpace(line[at+1:])
		}
	}
	return ""
}

// busy is how many processes wanted a processor in the last minute; "" where the system
// does not tell.
func busy() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	load, _, _ := strings.Cut(string(text), " ")
	return load
}
