package web

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"switchboard/server/centre/chat"
)

// What a form held on the disk while it was read is gone with its request.
func TestAnUploadLeavesNothingInTheTemporaryFolder(t *testing.T) {
	s := newShop(t)
	var v begunVisit
	s.ask("POST", "/visit/sessions", `{}`, &v)
	if _, _, err := s.chats.Start(t.Context(), v.VisitorID, chat.Opening{Text: "hello", ClientID: "c1"}); err != nil {
		t.Fatal(err)
	}
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	server := httptest.NewServer(s.Door)
	for _, key := range []string{"", "k1"} {
		var form bytes.Buffer
		m := multipart.NewWriter(&form)
		part, err := m.CreateFormFile("file", "a.txt")
		if err == nil {
			_, err = part.Write([]byte(strings.Repeat("words ", 50_000)))
		}
		if err := errors.Join(err, m.Close()); err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequest("POST", server.URL+"/visit/attachments", &form)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", m.FormDataContentType())
		r.Header.Set("Authorization", "Visitor "+v.Token)
		r.Header.Set("Idempotency-Key", key)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusCreated {
			t.Fatalf("key %q: %d", key, res.StatusCode)
		}
	}
	server.Close() // which waits for what requests leave to be done
	left, err := os.ReadDir(temporary)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
