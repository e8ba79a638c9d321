package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"switchboard/server/centre"
)

func TestEveryFaultHasItsStatus(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		err    error
		status int
		code   string
		header string // Retry-After
	}{
		"invalid":            {centre.Field("name", "must not be empty"), 422, "", ""},
		"not found":          {fmt.Errorf("read: %w", centre.Faultf(centre.NotFound, "no such queue")), 404, "", ""},
		"conflict":           {centre.Raced("already_taken", "too late", nil), 409, "already_taken", ""},
		"forbidden":          {centre.Faultf(centre.Forbidden, "not yours"), 403, "", ""},
		"unauthenticated":    {centre.Faultf(centre.Unauthenticated, "who are you?"), 401, "", ""},
		"a part is away":     {&centre.Fault{Kind: centre.Busy, RetryAfter: 1500 * time.Millisecond}, 503, "", "2"},
		"too fast":           {&centre.Fault{Kind: centre.Busy, Code: "too_fast"}, 429, "too_fast", "1"},
		"too slow":           {context.DeadlineExceeded, 503, "too_slow", "1"},
		"a fault of our own": {errors.New("pq: secret inner text"), 500, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := problem(context.Background(), tt.err)
			if p.Status != tt.status || p.Code != tt.code || p.GetHeaders().Get("Retry-After") != tt.header {
				t.Errorf("got %d %q, Retry-After %q", p.Status, p.Code, p.GetHeaders().Get("Retry-After"))
			}
		})
	}
}

func TestProblemSaysWhatAPersonMayKnow(t *testing.T) {
	t.Parallel()
	t.Run("a field by its place", func(t *testing.T) {
		t.Parallel()
		if p := translate(centre.Field("name", "must not be empty")); len(p.Errors) != 1 || p.Errors[0].Location != "body.name" {
			t.Errorf("got %+v", p.Errors)
		}
	})
	t.Run("who won a race, or what is current", func(t *testing.T) {
		t.Parallel()
		if p := translate(centre.Raced("already_taken", "too late", "anna")); p.Winner != "anna" || p.Current != nil {
			t.Errorf("got %+v", p)
		}
		if p := translate(centre.Raced("version_conflict", "changed", 7)); p.Current != 7 || p.Winner != nil {
			t.Errorf("got %+v", p)
		}
	})
	t.Run("nothing of what is inside", func(t *testing.T) {
		t.Parallel()
		for _, err := range []error{errors.New("secret"), &centre.Fault{Kind: centre.Busy, Message: "away", Detail: "secret"}} {
			if p := translate(err); p.Detail == "secret" || p.Current != nil || p.Winner != nil {
				t.Errorf("told %+v", p)
			}
		}
		if p := ofHuma(http.StatusInternalServerError, "unexpected", []error{errors.New("secret")}); p.Detail == "unexpected" || p.Errors != nil {
			t.Errorf("told %+v", p)
		}
	})
}
