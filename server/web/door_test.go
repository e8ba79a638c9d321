package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"switchboard/server/centre"
)

var built = fstest.MapFS{
	"index.html":         {Data: []byte(`<style nonce="__NONCE__">`)},
	"assets/app-1.js":    {Data: []byte("plain")},
	"assets/app-1.js.br": {Data: []byte("brotli")},
	"assets/app-1.js.gz": {Data: []byte("gzip")},
	"assets/style-2.css": {Data: []byte("plain")},
	"favicon.svg":        {Data: []byte("<svg/>")},
}

func door(t *testing.T, opt Options) *Door {
	t.Helper()
	if opt.Console == nil {
		opt.Console = built
	}
	d, err := New(Services{}, opt)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func ask(d http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w
}

func TestConsoleFiles(t *testing.T) {
	t.Parallel()
	d := door(t, Options{})

	t.Run("every page is the console, with a nonce of its own", func(t *testing.T) {
		t.Parallel()
		first, second := ask(d, "GET", "/"), ask(d, "GET", "/tickets/42")
		if first.Code != 200 || second.Code != 200 || strings.Contains(first.Body.String(), "__NONCE__") || first.Body.String() == second.Body.String() {
			t.Fatalf("got %d %s and %d %s", first.Code, first.Body, second.Code, second.Body)
		}
		_, rest, _ := strings.Cut(first.Body.String(), `nonce="`)
		nonce, _, _ := strings.Cut(rest, `"`)
		if csp := first.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "'nonce-"+nonce+"'") || strings.Contains(csp, "unsafe") {
			t.Errorf("policy %q does not know %q", csp, nonce)
		}
	})

	t.Run("assets are kept for ever and sent as small as the browser takes them", func(t *testing.T) {
		t.Parallel()
		for accept, want := range map[string]string{"gzip, br": "brotli", "gzip": "gzip", "": "plain", "br;q=0, gzip": "gzip"} {
			w := ask(d, "GET", "/assets/app-1.js", "Accept-Encoding", accept)
			if w.Code != 200 || w.Body.String() != want || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/javascript") {
				t.Errorf("%q: %d %q %v", accept, w.Code, w.Body, w.Header())
			}
		}
		if w := ask(d, "GET", "/favicon.svg"); w.Code != 200 || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("favicon: %d %v", w.Code, w.Header())
		}
	})

	t.Run("a missing file is no page", func(t *testing.T) {
		t.Parallel()
		for _, path := range []string{"/assets/app-0.js", "/api/v1/nothing", "/ws/nothing"} {
			if w := ask(d, "GET", path); w.Code != 404 || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: %d %s", path, w.Code, w.Body)
			}
		}
	})
}

func TestMachinesQuestions(t *testing.T) {
	t.Parallel()
	ok := Check{"postgres", func(context.Context) error { return nil }}
	away := Check{"redis", func(context.Context) error { return centre.Faultf(centre.Busy, "away") }}

	if w := ask(door(t, Options{Checks: []Check{ok}}), "GET", "/readyz"); w.Code != 200 {
		t.Errorf("ready: %d %s", w.Code, w.Body)
	}
	d := door(t, Options{Checks: []Check{ok, away}})
	if w := ask(d, "GET", "/readyz"); w.Code != 503 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"redis":"away"`) {
		t.Errorf("a part away: %d %s", w.Code, w.Body)
	}
	if w := ask(d, "GET", "/healthz"); w.Code != 200 {
		t.Errorf("healthz: %d", w.Code)
	}
	if w := ask(d, "GET", "/metrics"); !strings.Contains(w.Body.String(), `switchboard_http_request_duration_seconds_count{method="GET",route="/readyz",status="503"} 1`) {
		t.Errorf("metrics: %s", w.Body)
	}
	ask(d, "BREW", "/readyz")
	ask(d, "STEEP", "/readyz")
	if w := ask(d, "GET", "/metrics"); strings.Contains(w.Body.String(), "BREW") || !strings.Contains(w.Body.String(), `_count{method="other",route="",status="405"} 2`) {
		t.Errorf("a label for whatever method comes: %s", w.Body)
	}
	if w := ask(d, "GET", "/openapi.json"); w.Code != 200 || strings.Contains(w.Body.String(), "$schema") {
		t.Errorf("contract: %d", w.Code)
	}
	for _, path := range []string{"/docs/", "/docs/docs.js", "/docs/docs.css"} {
		if w := ask(d, "GET", path); w.Code != 200 || strings.Contains(w.Body.String(), "://") {
			t.Errorf("%s: %d, or it loads from elsewhere", path, w.Code)
		}
	}
}

func TestPanicEndsOneRequest(t *testing.T) {
	t.Parallel()
	d := door(t, Options{Mount: map[string]http.Handler{"/broken": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret") })}})
	w := ask(d, "GET", "/broken", "X-Request-ID", "request-1")
	if w.Code != 500 || strings.Contains(w.Body.String(), "secret") || !strings.Contains(w.Body.String(), "request-1") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}
