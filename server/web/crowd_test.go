package web

import (
	stdsql "database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/server/centre/agent"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// slow is a house behind a real server, with few places and few connections, and a
// database that answers nothing about skills while it is held up.
type slow struct {
	*house
	t      *testing.T
	url    string
	db     *stdsql.DB
	cookie *http.Cookie
}

func newSlow(t *testing.T, places int) *slow {
	t.Helper()
	dsn := sqltest.URL(t)
	s := &slow{house: newHouseOn(t, sqltest.Open(t, dsn, sql.Options{MaxConns: places / 2})), t: t}
	s.Door.crowd = make(crowd, places)
	var err error
	if s.db, err = stdsql.Open("postgres", dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.db.Close() })
	s.cookie = s.signedIn(t, agent.RoleAdmin).cookie
	server := httptest.NewServer(s.Door)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// holdUp keeps everybody else from the skills until it is released.
func (s *slow) holdUp() (release func()) {
	s.t.Helper()
	tx, err := s.db.Begin()
	if err == nil {
		_, err = tx.Exec(`LOCK TABLE skills IN ACCESS EXCLUSIVE MODE`)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return func() { _ = tx.Rollback() }
}

// reply is what a client got.
type reply struct {
	status     int
	retryAfter string
	problem    Problem
}

// ask is one request of a client's own.
func (s *slow) ask(method, path, key, body string) reply {
	r, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Error(err)
		return reply{}
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", key)
	r.AddCookie(s.cookie)
	res, err := (&http.Client{Timeout: time.Minute}).Do(r)
	if err != nil {
		s.t.Errorf("no answer: %v", err)
		return reply{}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Errorf("half an answer: %v", err)
	}
	got := reply{status: res.StatusCode, retryAfter: res.Header.Get("Retry-After")}
	if got.status >= http.StatusBadRequest {
		_ = json.Unmarshal(text, &got.problem)
	}
	return got
}

func (s *slow) metric(name string) (n int) {
	s.t.Helper()
	_, rest, found := strings.Cut(ask(s.Door, "GET", "/metrics").Body.String(), "\n"+name+" ")
	if _, err := fmt.Sscan(rest, &n); !found || err != nil {
		s.t.Fatalf("no %s: %v", name, err)
	}
	return n
}

const refusals = "switchboard_http_requests_refused_total"

// More come than there are places while the database stands: each is answered or told to
// come back, nobody hangs, what was refused was not begun, and who comes back as told
// finds their work done once.
func TestACrowdIsAnsweredOrToldToComeBack(t *testing.T) {
	t.Parallel()
	const places, clients = 4, 60
	s := newSlow(t, places)
	release := s.holdUp()

	var mu sync.Mutex
	first := map[string]int{} // clients by the code of their first answer
	var all, firsts sync.WaitGroup
	firsts.Add(clients)
	for i := range clients {
		all.Go(func() {
			key, body := fmt.Sprintf("k%d", i), fmt.Sprintf(`{"name":"skill %d"}`, i)
			for try := 0; ; try++ {
				got := s.ask("POST", apiPath+"/skills", key, body)
				if try == 0 {
					mu.Lock()
					first[got.problem.Code]++
					mu.Unlock()
					firsts.Done()
				}
				switch {
				case got.status == http.StatusCreated:
					return
				case got.status != http.StatusServiceUnavailable || got.retryAfter == "" || got.problem.RequestID == "":
					t.Errorf("client %d got %+v", i, got)
					return
				}
				time.Sleep(20 * time.Millisecond) // an impatient client
			}
		})
	}
	firsts.Wait()
	t.Run("the doors of machines stay open", func(t *testing.T) {
		for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
			if got := s.ask("GET", path, "", ""); got.status != http.StatusOK {
				t.Errorf("%s: %+v", path, got)
			}
		}
	})
	release()
	all.Wait()

	if first["crowded"] == 0 || first["crowded"]+first["locked"]+first["too_slow"] != clients {
		t.Errorf("first answers by code: %v", first)
	}
	if n := s.metric(refusals); n < first["crowded"] {
		t.Errorf("%d refusals are counted of %d", n, first["crowded"])
	}
	var made, distinct int
	if err := s.db.QueryRow(`SELECT count(*), count(DISTINCT name) FROM skills`).Scan(&made, &distinct); err != nil {
		t.Fatal(err)
	}
	if made != clients || distinct != clients {
		t.Errorf("%d skills of %d names were made by %d clients", made, distinct, clients)
	}
	if n := len(s.Door.crowd); n != 0 {
		t.Errorf("%d places are still taken", n)
	}
	before := s.metric(refusals)
	if got := s.ask("GET", apiPath+"/skills", "", ""); got.status != http.StatusOK || s.metric(refusals) != before {
		t.Errorf("afterwards: %+v", got)
	}
}
