package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

func stages(t *testing.T) []instructions.Stage {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	parsed, err := parser.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := instructions.Parse(parsed.AST, nil)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// entrypoint is what the image runs before a service's command.
func entrypoint(t *testing.T) []string {
	t.Helper()
	all := stages(t)
	for _, command := range all[len(all)-1].Commands {
		if e, ok := command.(*instructions.EntrypointCommand); ok {
			return e.CmdLine
		}
	}
	t.Fatal("the image has no entrypoint")
	return nil
}

func TestTheImageRunsAsAnOrdinaryUser(t *testing.T) {
	t.Parallel()
	user := "root"
	all := stages(t)
	for _, command := range all[len(all)-1].Commands {
		if u, ok := command.(*instructions.UserCommand); ok {
			user = u.User
		}
	}
	if user == "root" || strings.HasPrefix(user, "0") {
		t.Errorf("it runs as %s", user)
	}
}

func TestTheImageCopiesWhatIsThere(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, stage := range stages(t) {
		for _, command := range stage.Commands {
			c, ok := command.(*instructions.CopyCommand)
			if !ok {
				continue
			}
			if c.From != "" && !names[c.From] {
				t.Errorf("%s copies from %q, which no stage before it is called", stage.Name, c.From)
			}
			for _, path := range c.SourcePaths {
				if _, err := os.Stat(filepath.Join("..", "..", path)); c.From == "" && err != nil {
					t.Error(err)
				}
			}
		}
		names[stage.Name] = true
	}
}
