package web

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
)

// Problem is the body of every error, RFC 9457 with some fields of ours.
type Problem struct {
	Type      string              `json:"type" example:"about:blank" doc:"A URI that names the kind of problem"`
	Title     string              `json:"title" doc:"The status in words"`
	Status    int                 `json:"status"`
	Detail    string              `json:"detail" doc:"What went wrong, for people"`
	Errors    []*huma.ErrorDetail `json:"errors,omitempty" doc:"Each field that is wrong"`
	Code      string              `json:"code,omitempty" doc:"What went wrong, for programs" example:"already_taken"`
	Winner    any                 `json:"winner,omitempty" doc:"With already_taken: who was first"`
	Current   any                 `json:"current,omitempty" doc:"With other conflicts: what is true now"`
	Changes   []centre.Change     `json:"changes,omitempty" doc:"With version_conflict: who changed what when, the last first"`
	RequestID string              `json:"request_id,omitempty" doc:"Under this id the log knows more"`

	retryAfter time.Duration
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(p.retryAfter.Seconds()))))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="switchboard"`)
	}
	return h
}

func newProblem(status int, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail}
}

// Huma makes its own errors (bad JSON, fields that do not fit) through these.
func init() {
	huma.NewError = func(status int, detail string, errs ...error) huma.StatusError { return ofHuma(status, detail, errs) }
	huma.NewErrorWithContext = func(ctx huma.Context, status int, detail string, errs ...error) huma.StatusError {
		p := ofHuma(status, detail, errs)
		p.RequestID = requestOf(ctx.Context()).id
		return p
	}
	huma.DefaultArrayNullable = false
}

func ofHuma(status int, detail string, errs []error) *Problem {
	p := newProblem(status, detail)
	for _, err := range errs {
		var tooLarge *http.MaxBytesError
		var d huma.ErrorDetailer
		switch {
		case errors.As(err, &tooLarge), err != nil && strings.Contains(err.Error(), "request body too large"):
			return newProblem(http.StatusRequestEntityTooLarge, "the request's body is too large")
		case err != nil && strings.Contains(err.Error(), syscall.ENOSPC.Error()): // a form that found no room in the temporary folder
			return ofFault(noRoom(err))
		case status >= http.StatusInternalServerError:
			return newProblem(status, "something went wrong here")
		case errors.As(err, &d):
			p.Errors = append(p.Errors, withoutBody(d.ErrorDetail()))
		case err != nil:
			p.Errors = append(p.Errors, &huma.ErrorDetail{Message: err.Error()})
		}
	}
	return p
}

// withoutBody drops the value when it is the whole body, which may be anything.
func withoutBody(d *huma.ErrorDetail) *huma.ErrorDetail {
	if d.Location == "body" {
		return &huma.ErrorDetail{Location: d.Location, Message: d.Message}
	}
	return d
}

var statuses = map[centre.Kind]int{
	centre.Invalid:         http.StatusUnprocessableEntity,
	centre.NotFound:        http.StatusNotFound,
	centre.Conflict:        http.StatusConflict,
	centre.Forbidden:       http.StatusForbidden,
	centre.Busy:            http.StatusServiceUnavailable,
	centre.Unauthenticated: http.StatusUnauthorized,
}

const (
	tooFast  = "too_fast" // a Busy fault that the caller itself is to blame for
	replayed = "replayed" // the request's Idempotency-Key turned out to be used
)

// problem translates what a service returned, and logs what nobody may read.
func problem(ctx context.Context, err error) *Problem {
	r := requestOf(ctx)
	p := translate(err)
	p.RequestID = r.id
	var f *centre.Fault
	switch {
	case p.Code == replayed:
		r.replayed = true
	case p.Status == http.StatusInternalServerError:
		r.log.ErrorContext(ctx, "request failed", "error", err)
	case errors.As(err, &f) && f.Kind == centre.Busy && f.Code != tooFast:
		r.log.WarnContext(ctx, "request put off", "code", f.Code, "cause", f.Detail)
	}
	return p
}

func translate(err error) *Problem {
	var p *Problem
	var f *centre.Fault
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &f):
		return ofFault(f)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		p := newProblem(http.StatusServiceUnavailable, "this took too long")
		p.Code, p.retryAfter = "too_slow", time.Second
		return p
	}
	return newProblem(http.StatusInternalServerError, "something went wrong here")
}

func ofFault(f *centre.Fault) *Problem {
	status, ok := statuses[f.Kind]
	if !ok {
		status = http.StatusInternalServerError
	}
	if f.Code == tooFast {
		status = http.StatusTooManyRequests
	}
	p := newProblem(status, f.Message)
	p.Code = f.Code
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Location: location(field.Field), Message: field.Message})
	}
	switch {
	case f.Kind == centre.Busy:
		p.retryAfter = max(f.RetryAfter, time.Second)
	case f.Code == "already_taken":
		p.Winner = f.Detail
	default:
		p.Current = f.Detail
	}
	if stale, ok := f.Detail.(centre.Stale); ok {
		p.Current, p.Changes = stale.Current, stale.Changes
	}
	return p
}

// location says where a field stands in the request: in the body, but for the
// cursor of lists.
func location(field string) string {
	switch {
	case field == "cursor":
		return "query.cursor"
	case strings.HasPrefix(field, "["): // the body is a list
		return "body" + field
	}
	return "body." + field
}
