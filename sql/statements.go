package sql

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed *.sql
var files embed.FS

// statements are all named statements of this package: name → text.
var statements = mustLoad(files)

// mustLoad reads every "-- name: x" block; what stands between a name and the
// first line that is no comment says why the statement exists.
func mustLoad(dir embed.FS) map[string]string {
	all := map[string]string{}
	entries, err := dir.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		text, err := dir.ReadFile(e.Name())
		if err != nil {
			panic(err)
		}
		for _, block := range strings.Split("\n"+string(text), "\n-- name: ")[1:] {
			name, body, _ := strings.Cut(block, "\n")
			name = strings.TrimSpace(name)
			if _, twice := all[name]; twice {
				panic(fmt.Sprintf("sql: two statements named %s", name))
			}
			all[name] = strings.TrimSpace(body)
		}
	}
	return all
}
