package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "switchboard/"

// rule says what the files under a folder may import. The longest folder that
// holds a file is the one that counts.
type rule struct {
	folder string
	flat   bool     // the rule is not for folders below
	ours   []string // folders of ours beside its own
	tests  []string // and what its tests may use as well
	no     []string // of the standard library: what would be I/O in the business
}

var inputOutput = []string{"database/sql", "net", "net/http", "os", "os/exec", "syscall", "log", "log/slog"}

var layout = []rule{
	{folder: "server/centre", no: inputOutput},
	{folder: "server", flat: true},
	{folder: "server/web", ours: []string{"server/centre"}, tests: []string{"sql"}},
	{folder: "server/live", ours: []string{"server/centre"}, tests: []string{"sql"}},
	{folder: "server/phone", ours: []string{"server/centre"}, tests: []string{"sql"}},
	{folder: "server/post", ours: []string{"server/centre"}, tests: []string{"sql"}},
	// What follows from a change is read from rows that sql keeps.
	{folder: "queue", ours: []string{"server/centre", "sql"}},
	{folder: "sql", ours: []string{"server/centre"}},
	// Tests need a server to stand on.
	{folder: "sql/sqltest", ours: []string{"sql", "cmd/switchboard/embedded", "cmd/switchboard/tether", "server/centre"}},
	{folder: "console"},
	{folder: "scripts", ours: []string{"cmd/switchboard/embedded"}},
	{folder: "cmd", ours: []string{"server", "queue", "sql", "console"}},
	{folder: "cmd/switchboard/tether"},
	{folder: "cmd/switchboard/embedded", ours: []string{"cmd/switchboard/tether"}},
	{folder: "cmd/switchboard/config"},
	{folder: "cmd/switchboard/certs", tests: []string{"cmd/switchboard/testnet"}},
	{folder: "cmd/switchboard/testnet", ours: []string{"cmd/switchboard/tether"}},
}

func TestImportsGoOneWay(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains([]string{"node_modules", ".tools", ".git", "data"}, entry.Name()) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		imports, err := importsOf(name)
		if err != nil {
			return err
		}
		seen++
		file, _ := filepath.Rel(root, name)
		for _, complaint := range complaints(filepath.ToSlash(file), imports) {
			t.Error(complaint)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 20 {
		t.Errorf("only %d files were looked at", seen)
	}
}

func TestTheLayoutCanBeBroken(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file, imports string
		wrong         bool
	}{
		"the business knows no store":            {"server/centre/ticket/service.go", "switchboard/sql", true},
		"the business does no I/O":               {"server/centre/ticket/service.go", "net/http", true},
		"nor do its tests know a store":          {"server/centre/ticket/service_test.go", "switchboard/sql/sqltest", true},
		"the business knows itself":              {"server/centre/ticket/service.go", "switchboard/server/centre/agent", false},
		"doors do not know each other":           {"server/web/chat.go", "switchboard/server/live", true},
		"a door knows no store":                  {"server/web/chat.go", "switchboard/sql", true},
		"but its tests do":                       {"server/web/chat_test.go", "switchboard/sql/sqltest", false},
		"a store knows no door":                  {"sql/ticket.go", "switchboard/server/web", true},
		"a store does not start its server":      {"sql/ticket.go", "switchboard/cmd/switchboard/embedded", true},
		"a test's server may":                    {"sql/sqltest/sqltest.go", "switchboard/cmd/switchboard/embedded", false},
		"nobody knows cmd":                       {"queue/stamper.go", "switchboard/cmd/switchboard/config", true},
		"cmd knows everything":                   {"cmd/switchboard/wire.go", "switchboard/server/web", false},
		"a new door needs one too":               {"server/fax/fax.go", "strings", true},
		"a new folder needs a line above":        {"helpers/strings.go", "strings", true},
		"a folder's name is not its neighbour's": {"serverless/a.go", "switchboard/sql", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := complaints(c.file, []string{c.imports}); (len(got) > 0) != c.wrong {
				t.Errorf("%s importing %s: %v", c.file, c.imports, got)
			}
		})
	}
}

func importsOf(file string) ([]string, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var imports []string
	for _, spec := range parsed.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		imports = append(imports, name)
	}
	return imports, nil
}

// complaints are empty when the file may import all that it does.
func complaints(file string, imports []string) []string {
	r, ok := ruleFor(file)
	if !ok {
		return []string{file + ": no rule is written for this folder"}
	}
	test := strings.HasSuffix(file, "_test.go")
	allowed := append([]string{r.folder}, r.ours...)
	if test {
		allowed = append(allowed, r.tests...)
	}
	var wrong []string
	for _, name := range imports {
		folder, ours := strings.CutPrefix(name, module)
		switch {
		case ours && !slices.ContainsFunc(allowed, func(a string) bool { return within(folder, a) }):
			wrong = append(wrong, fmt.Sprintf("%s imports %s; %s may import %s", file, folder, r.folder, strings.Join(allowed, ", ")))
		case !ours && !test && slices.Contains(r.no, name):
			wrong = append(wrong, fmt.Sprintf("%s imports %s; the business does no I/O", file, name))
		}
	}
	return wrong
}

func ruleFor(file string) (rule, bool) {
	var best rule
	for _, r := range layout {
		here := within(file, r.folder) && (!r.flat || path.Dir(file) == r.folder)
		if here && len(r.folder) > len(best.folder) {
			best = r
		}
	}
	return best, best.folder != ""
}

func within(file, folder string) bool {
	return file == folder || strings.HasPrefix(file, folder+"/")
}
