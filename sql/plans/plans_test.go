//go:build plans

package plans_test

import (
	"context"
	stdsql "database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/sql/sqltest"
)

var update = flag.Bool("update", false, "write the plans that come out")

// TestPlans compares how Postgres goes about the hot statements among a million rows with
// how it did when somebody looked at it: which indexes, in which order, by which joins. A
// file holds the plan with the parameters known and, where it is another one, that without,
// which a prepared statement may come to after five runs.
func TestPlans(t *testing.T) {
	db, err := stdsql.Open("postgres", sqltest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // what is set and prepared is of one session
	fill(t, db)
	texts := named(t)
	for name, args := range hot {
		t.Run(name, func(t *testing.T) {
			text, known := texts[name]
			if !known {
				t.Fatal("there is no such statement")
			}
			got := plans(t, db, text, args)
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("no plan is kept of it: make plans UPDATE=1 (%v)", err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("the plan is another one; if that is right: make plans UPDATE=1\n%s", diff)
			}
		})
	}
}

// fill makes the rows, and the indexes that carry no constraint only afterwards.
func fill(t *testing.T, db *stdsql.DB) {
	t.Helper()
	run := func(statement string) {
		began := time.Now()
		if _, err := db.ExecContext(context.Background(), statement); err != nil {
			t.Fatalf("%.200s: %v", statement, err)
		}
		t.Logf("%8s  %.60s", time.Since(began).Round(time.Second), strings.Join(strings.Fields(statement), " "))
	}
	rows, err := db.Query(`
		SELECT indexname, indexdef
		  FROM pg_indexes
		 WHERE tablename = ANY ('{customers,customer_identities,tickets,contacts,items,offers,chats,callbacks,tasks}')
		   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = quote_ident(indexname)::regclass)
		 ORDER BY indexname`)
	if err != nil {
		t.Fatal(err)
	}
	var dropped, made []string
	for rows.Next() {
		var name, definition string
		if err := rows.Scan(&name, &definition); err != nil {
			t.Fatal(err)
		}
		dropped, made = append(dropped, name), append(made, definition)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	run(`DROP INDEX ` + strings.Join(dropped, ", "))
	for _, statement := range million {
		run(statement)
	}
	run(`SET maintenance_work_mem = '512MB'`)
	for _, statement := range made {
		run(statement)
	}
	run(`VACUUM ANALYZE`)
}

// named reads the statements as the package does.
func named(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../*.sql")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split("\n"+string(text), "\n-- name: ")[1:] {
			name, body, _ := strings.Cut(block, "\n")
			all[strings.TrimSpace(name)] = strings.TrimSuffix(strings.TrimSpace(body), ";")
		}
	}
	return all
}

// plans gives the shape of the plan with these arguments and of the one for any.
func plans(t *testing.T, db *stdsql.DB, text, args string) string {
	t.Helper()
	if _, err := db.Exec("PREPARE hot AS " + text); err != nil {
		t.Fatal(err)
	}
	defer db.Exec("DEALLOCATE hot")
	explain := func(mode string) string {
		if _, err := db.Exec("SET plan_cache_mode = " + mode); err != nil {
			t.Fatal(err)
		}
		call := "hot"
		if args != "" {
			call += "(" + args + ")"
		}
		var out string
		if err := db.QueryRow("EXPLAIN (COSTS OFF, FORMAT JSON) EXECUTE " + call).Scan(&out); err != nil {
			t.Fatal(err)
		}
		var explained []struct{ Plan node }
		if err := json.Unmarshal([]byte(out), &explained); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		explained[0].Plan.shape(&b, 0)
		return b.String()
	}
	custom, generic := explain("force_custom_plan"), explain("force_generic_plan")
	if custom == generic {
		return custom
	}
	return custom + "\nfor any parameters\n" + generic
}

// node is a step of a plan, without its costs.
type node struct {
	NodeType     string `json:"Node Type"`
	JoinType     string `json:"Join Type"`
	Strategy     string
	RelationName string `json:"Relation Name"`
	IndexName    string `json:"Index Name"`
	CTEName      string `json:"CTE Name"`
	FunctionName string `json:"Function Name"`
	SubplanName  string `json:"Subplan Name"`
	Plans        []node
}

func (n node) shape(b *strings.Builder, depth int) {
	b.WriteString(strings.Repeat("  ", depth))
	if n.SubplanName != "" {
		b.WriteString(n.SubplanName + ": ")
	}
	b.WriteString(n.NodeType)
	if n.JoinType != "" && n.JoinType != "Inner" {
		b.WriteString(" " + n.JoinType)
	}
	if n.Strategy != "" && n.Strategy != "Plain" {
		b.WriteString(" " + n.Strategy)
	}
	for _, part := range []struct{ word, name string }{{"using", n.IndexName}, {"on", n.RelationName + n.FunctionName + n.CTEName}} {
		if part.name != "" {
			fmt.Fprintf(b, " %s %s", part.word, part.name)
		}
	}
	b.WriteString("\n")
	for _, below := range n.Plans {
		below.shape(b, depth+1)
	}
}
