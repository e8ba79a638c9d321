package bench

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReport(t *testing.T) {
	t.Parallel()
	short := figure("api_calls_per_s", 1234, 9, "how")
	short.beside = &beside{"a bare gin's hello a second,", 4936}
	r := Report{
		Machine: "2 cores, Postgres 15.18", Busy: "0.10", Began: time.Date(2026, 11, 23, 21, 0, 0, 0, time.UTC), Took: 90 * time.Second,
		Figures: []Figure{short, figure("start_ms", 200, 7, "median"), ungiven("search_1m_p99_ms", "not here")},
	}
	want := `# Figures

What ` + "`make bench`" + ` saw on 2026-11-23 in 1m30s, on 2 cores, Postgres 15.18.
A minute before it began, 0.10 processes wanted a processor; those were not ours.
Load comes from a second process on the same machine. Each limit is what the same machine did in the same
run with nothing of ours in it; peers were measured on two cores like these.

| | seen | promised | limit | of the limit | peer |
|---|---:|---:|---:|---:|---|
| authenticated reads a second | **1234 1/s** | ≥ 10000 1/s | 4936 | 0.25 × | libredesk 28/s by key |
| start to first 200, schema up to date | 200 ms | ≤ 300 ms | – | – | libredesk 200 ms |
| search among 1,000,000 customers, p99 | – | – | – | – | – |

Bold falls short of what is promised.

- **authenticated reads a second** (` + "`api_calls_per_s`" + `, n = 9): how
  The limit is a bare gin's hello a second, 4936.
- **start to first 200, schema up to date** (` + "`start_ms`" + `, n = 7): median
- **search among 1,000,000 customers, p99** (` + "`search_1m_p99_ms`" + `, n = 0): not here
`
	if diff := cmp.Diff(want, r.Markdown()); diff != "" {
		t.Error(diff)
	}
}

func TestProcessStat(t *testing.T) {
	t.Parallel()
	stat := "30851 (postgres: a) b) S 30739 30851 30851 0 -1 4194560 1 2 3 4 150 50 7 3 20 0 1 0 99 1 1"
	got, ok := parseStat(stat)
	want := process{parent: 30739, spent: 2 * time.Second, waited: 100 * time.Millisecond}
	if !ok || got != want {
		t.Errorf("%+v, %v; want %+v", got, ok, want)
	}
	if _, ok := parseStat("1 (x) S 0"); ok {
		t.Error("half a line is taken for a process")
	}
}
