package web

import (
	"bytes"
	"context"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/attachment"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/visit"
	"switchboard/server/centre/wait"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// shop is a door for visitors, with one public queue behind it.
type shop struct {
	*house
	t     *testing.T
	floor *sqltest.Floor
	chats *chat.Service
}

func newShop(t *testing.T) *shop {
	t.Helper()
	floor := sqltest.NewFloor(t)
	floor.Public(floor.Queue("Billing"))
	store, rows := floor.Store, floor.Store.Read()
	files, err := NewFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	unnamed := func(_ context.Context, _ chat.Store, id centre.CustomerID, _, _ string, _ time.Time) (centre.CustomerID, error) {
		return id, nil
	}
	s := &shop{house: newHouseOn(t, store), t: t, floor: floor}
	now := s.clock.Now
	router := routing.New(sql.Transact[routing.Batch](store), now, routing.Follows{})
	floor.Exec(`UPDATE queues SET site_id = $1`, s.site.ID) // where its people are
	s.chats = chat.New(sql.Transact[chat.Store](store), rows, now, router, unnamed, sqltest.Rejoin)
	s.svc.Chats = s.chats
	s.svc.Visits = visit.New(sql.Transact[visit.Store](store), rows, now, unnamed)
	s.svc.Callbacks = callback.New(sql.Transact[callback.Store](store), rows, now, nil, wait.New(rows, now))
	s.svc.Attachments = attachment.New(sql.Transact[attachment.Store](store), rows, files, now)
	return s
}

// ask makes a visitor's request from a page elsewhere, and reads the answer into out.
func (s *shop) ask(method, path, body string, out any, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", "https://shop.example")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if out != nil {
		if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
			s.t.Fatalf("%s %s: %d %s: %v", method, path, w.Code, w.Body, err)
		}
	}
	return w
}

// upload sends a file as the visitor of a token.
func (s *shop) upload(token, name, content string, out any, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	part, err := m.CreateFormFile("file", name)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := part.Write([]byte(content)); err != nil {
		s.t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		s.t.Fatal(err)
	}
	headers = append(headers, "Content-Type", m.FormDataContentType(), "Authorization", "Visitor "+token)
	return s.ask("POST", "/visit/attachments", form.String(), out, headers...)
}

func TestVisits(t *testing.T) {
	t.Parallel()
	s := newShop(t)

	t.Run("a widget learns who is there", func(t *testing.T) {
		var c widgetConfig
		w := s.ask("GET", "/widget/config", "", &c)
		if w.Code != 200 || !c.Open || len(c.Queues) != 1 || c.MaxAttachmentBytes != 10<<20 || len(c.AttachmentTypes) == 0 {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if w.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Error("a page elsewhere may not read it")
		}
	})

	t.Run("who comes back is known, a stranger's token is replaced", func(t *testing.T) {
		var first, second, third begunVisit
		s.ask("POST", "/visit/sessions", `{}`, &first)
		s.ask("POST", "/visit/sessions", `{"token":"`+first.Token+`"}`, &second)
		s.ask("POST", "/visit/sessions", `{"token":"nonsense"}`, &third)
		if first.Token == "" || second != first || third.VisitorID == first.VisitorID || third.Token == "nonsense" {
			t.Errorf("got %+v, %+v, %+v", first, second, third)
		}
	})

	t.Run("a note becomes a ticket, once", func(t *testing.T) {
		var first, second noted
		note := `{"name":"Ada","email":"ada@example.com","text":"My bill is wrong.\nIt says 12."}`
		w := s.ask("POST", "/visit/offline", note, &first, "Idempotency-Key", "k1")
		s.ask("POST", "/visit/offline", note, &second, "Idempotency-Key", "k1")
		if w.Code != 201 || first.TicketNumber == 0 || second != first {
			t.Errorf("%d: %+v, %+v", w.Code, first, second)
		}
		if n := s.floor.Count("SELECT count(*) FROM tickets WHERE subject = 'My bill is wrong.'"); n != 1 {
			t.Errorf("%d tickets", n)
		}
	})

	t.Run("a note that could not be kept is kept when it comes again with its key", func(t *testing.T) {
		note := `{"name":"Ada","email":"ada@example.com","text":"Nobody answers."}`
		s.floor.Exec(`UPDATE queues SET public = false`)
		if w := s.ask("POST", "/visit/offline", note, nil, "Idempotency-Key", "k2"); w.Code != http.StatusNotFound {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		s.floor.Exec(`UPDATE queues SET public = true`)
		if w := s.ask("POST", "/visit/offline", note, nil, "Idempotency-Key", "k2"); w.Code != http.StatusCreated {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})

	t.Run("who comes twice with one key comes once, and their token is not kept", func(t *testing.T) {
		before := s.floor.Count(`SELECT count(*) FROM visitors`)
		var v begunVisit
		s.ask("POST", "/visit/sessions", `{}`, &v, "Idempotency-Key", "k3")
		refused(t, s.ask("POST", "/visit/sessions", `{}`, nil, "Idempotency-Key", "k3"), 409, "already_applied")
		if n := s.floor.Count(`SELECT count(*) FROM visitors`) - before; n != 1 {
			t.Errorf("%d visitors", n)
		}
		if n := s.floor.Count(`SELECT count(*) FROM idempotency_keys WHERE position($1::bytea IN body) > 0`, []byte(v.Token)); n != 0 {
			t.Error("the token is kept")
		}
	})

	t.Run("a call is promised to whoever visits", func(t *testing.T) {
		var v begunVisit
		var got wished
		s.ask("POST", "/visit/sessions", `{}`, &v)
		local := time.Now().AddDate(0, 0, 7).Format("2006-01-02") + "T10:15"
		wish := `{"phone":"+12125550123","local":"` + local + `","zone":"America/New_York","topic":"my bill","token":"` + v.Token + `"}`
		if w := s.ask("POST", "/visit/callbacks", wish, &got); w.Code != http.StatusCreated || got.DueAt.IsZero() {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if w := s.ask("POST", "/visit/callbacks", strings.Replace(wish, v.Token, "nobody", 1), nil); w.Code != http.StatusUnauthorized {
			t.Errorf("a stranger: %d %s", w.Code, w.Body)
		}
	})

	t.Run("a note without an address is refused by name", func(t *testing.T) {
		w := s.ask("POST", "/visit/offline", `{"name":"Ada","email":"nowhere","text":"x"}`, nil)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "body.email") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := newShop(t)
	var v, other begunVisit
	s.ask("POST", "/visit/sessions", `{}`, &v)
	s.ask("POST", "/visit/sessions", `{}`, &other)

	t.Run("without a chat there is nowhere to put it", func(t *testing.T) {
		if w := s.upload(v.Token, "a.txt", "text", nil); w.Code != http.StatusConflict {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
	if _, _, err := s.chats.Start(ctx, v.VisitorID, chat.Opening{Text: "hello", ClientID: "c1"}); err != nil {
		t.Fatal(err)
	}

	t.Run("a file is what it holds, not what it is called", func(t *testing.T) {
		var a chat.Attachment
		if w := s.upload(v.Token, "../photo.exe", "\x89PNG\r\n\x1a\nrest", &a); w.Code != 201 || a.MIME != "image/png" || a.Name != "photo.exe" {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		page := s.upload(v.Token, "photo.png", "<html><script>alert(1)</script></html>", nil)
		if page.Code != http.StatusUnprocessableEntity || !strings.Contains(page.Body.String(), "text/html") {
			t.Errorf("a page: %d %s", page.Code, page.Body)
		}
	})

	t.Run("sent twice with one key it is kept once", func(t *testing.T) {
		before := s.floor.Count(`SELECT count(*) FROM attachments`)
		var first, again chat.Attachment
		s.upload(v.Token, "a.txt", "the same", &first, "Idempotency-Key", "k1")
		w := s.upload(v.Token, "a.txt", "the same", &again, "Idempotency-Key", "k1")
		if w.Code != 201 || again != first || s.floor.Count(`SELECT count(*) FROM attachments`) != before+1 {
			t.Errorf("%d %s after %+v", w.Code, w.Body, first)
		}
		refused(t, s.upload(v.Token, "a.txt", "not the same", nil, "Idempotency-Key", "k1"), 422, "key_reused")
		// Another visitor's keys are their own, also behind the same address.
		refused(t, s.upload(other.Token, "a.txt", "the same", nil, "Idempotency-Key", "k1"), 409, "no_chat")
	})

	t.Run("too large is refused", func(t *testing.T) {
		for _, headers := range [][]string{nil, {"Idempotency-Key", "k2"}} {
			w := s.upload(v.Token, "a.txt", strings.Repeat("x", 11<<20), nil, headers...)
			if w.Code != http.StatusRequestEntityTooLarge && w.Code != http.StatusUnprocessableEntity {
				t.Errorf("%v: %d %s", headers, w.Code, w.Body)
			}
		}
	})

	t.Run("it goes with a message, and to those in the chat alone", func(t *testing.T) {
		var a chat.Attachment
		s.upload(v.Token, "bill.txt", "twelve", &a)
		m, err := s.chats.Say(ctx, v.VisitorID, chat.Saying{ClientID: "c2", Attachments: []centre.AttachmentID{a.ID}})
		if err != nil || len(m.Attachments) != 1 {
			t.Fatalf("%+v, %v", m, err)
		}
		w := s.ask("GET", "/visit/attachments/"+string(a.ID)+"?token="+v.Token, "", nil)
		if w.Code != 200 || w.Body.String() != "twelve" || w.Header().Get("X-Content-Type-Options") != "nosniff" ||
			w.Header().Get("Content-Disposition") != "attachment; filename=bill.txt" {
			t.Errorf("%d %s %v", w.Code, w.Body, w.Header())
		}
		if w := s.ask("GET", "/visit/attachments/"+string(a.ID)+"?token="+other.Token, "", nil); w.Code != http.StatusNotFound {
			t.Errorf("another visitor got %d %s", w.Code, w.Body)
		}
		if w := s.signedIn(t, agent.RoleAgent).send("GET", "/attachments/"+string(a.ID), nil); w.Code != 200 || w.Body.String() != "twelve" {
			t.Errorf("an agent got %d %s", w.Code, w.Body)
		}
	})

	t.Run("the file of an internal note is not the visitor's", func(t *testing.T) {
		var a chat.Attachment
		s.upload(v.Token, "note.txt", "hidden", &a)
		if _, err := s.chats.Say(ctx, v.VisitorID, chat.Saying{ClientID: "c3", Attachments: []centre.AttachmentID{a.ID}}); err != nil {
			t.Fatal(err)
		}
		s.floor.Exec(`UPDATE chat_messages SET internal = true WHERE client_id = 'c3'`)
		if w := s.ask("GET", "/visit/attachments/"+string(a.ID)+"?token="+v.Token, "", nil); w.Code != http.StatusNotFound {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}
