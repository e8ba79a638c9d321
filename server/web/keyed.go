package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"switchboard/server/centre"
)

// Keys remember writes by their Idempotency-Key.
type Keys interface {
	// WithKey makes the first transaction under ctx claim the key, those aside that
	// centre.Beforehand marks; when somebody has it already the transaction fails with
	// the code "replayed".
	WithKey(ctx context.Context, r centre.KeyedRequest) context.Context
	// Claimed reports whether a transaction under ctx has committed the key.
	Claimed(ctx context.Context) bool
	StoreAnswer(ctx context.Context, r centre.KeyedRequest, a centre.Answer) error
	// StoredAnswer is NotFound while nobody claimed the key.
	StoredAnswer(ctx context.Context, r centre.KeyedRequest) (centre.Answer, error)
}

const (
	maxKey = 64

	// How long a repetition waits for the first request's answer, and how often
	// it looks.
	answerWait = time.Second
	answerPoll = 20 * time.Millisecond
)

var longestKey = maxKey

var idempotencyKey = &huma.Param{
	Name:        "Idempotency-Key",
	In:          "header",
	Description: "A text of your own making, a UUID say. Send the request again with the same key, and you get the first answer; the work is not done twice. Another request with the same key is refused as key_reused.",
	Schema:      &huma.Schema{Type: huma.TypeString, MaxLength: &longestKey},
}

// answerOnce makes a write that came with a key repeatable. Remembered is what was
// written under the key, and that is success, or a refusal that was itself written down
// (a dial without leave). What was refused otherwise has changed nothing that a second
// try would change again, and may be tried again with its key.
func (d *Door) answerOnce(ctx huma.Context, next func(huma.Context)) {
	key, r := ctx.Header(idempotencyKey.Name), routeOf(ctx)
	if key == "" || !r.writes() || r.keys == unkeyed {
		next(ctx)
		return
	}
	c := humagin.Unwrap(ctx)
	if len(key) > maxKey {
		p := newProblem(http.StatusUnprocessableEntity, "validation failed")
		p.Errors = []*huma.ErrorDetail{{Location: "header.Idempotency-Key", Message: "expected at most 64 characters"}}
		refuse(c, p)
		return
	}
	asked := centre.KeyedRequest{Owner: owner(ctx.Context()), Operation: ctx.Method() + " " + c.Request.URL.Path, Key: key, At: d.clock()}
	if patience := ctx.Operation().BodyReadTimeout; patience > 0 {
		_ = ctx.SetReadDeadline(time.Now().Add(patience)) // as Huma does when it reads the body itself
	}
	var err error
	if asked.Hash, err = fingerprint(c.Request, r, asked); err != nil {
		next(ctx) // which cannot read it either, and says so
		return
	}

	_, err = d.svc.Keys.StoredAnswer(ctx.Context(), asked)
	switch {
	case centre.IsKind(err, centre.NotFound):
		d.first(ctx, next, asked)
	case err != nil:
		refuse(c, problem(ctx.Context(), err))
	default:
		d.again(ctx, asked)
	}
}

// first answers, and keeps what it answered.
func (d *Door) first(ctx huma.Context, next func(huma.Context), asked centre.KeyedRequest) {
	claiming := d.svc.Keys.WithKey(ctx.Context(), asked)
	copied := &copying{humaContext: huma.WithContext(ctx, claiming)}
	next(copied)
	switch {
	case requestOf(ctx.Context()).replayed:
		d.again(ctx, asked)
		return
	case d.svc.Keys.Claimed(claiming) && copied.status < http.StatusInternalServerError && routeOf(ctx).keys == keyed:
		// Kept even when who asked has gone: that is when they ask again.
		keep, cancel := context.WithTimeout(context.WithoutCancel(ctx.Context()), 2*time.Second)
		defer cancel()
		if err := d.svc.Keys.StoreAnswer(keep, asked, centre.Answer{Status: copied.status, Body: copied.body.Bytes()}); err != nil {
			requestOf(ctx.Context()).log.Warn("answer not kept", "error", err)
		}
	}
	copied.send()
}

// again gives the stored answer, for which it waits a moment: the first request
// may be between its commit and its answer.
func (d *Door) again(ctx huma.Context, asked centre.KeyedRequest) {
	c := humagin.Unwrap(ctx)
	a, err := d.awaitAnswer(ctx.Context(), asked)
	if err != nil {
		refuse(c, problem(ctx.Context(), err))
		return
	}
	ctx.SetHeader("Idempotent-Replay", "true")
	switch {
	case a.Status >= http.StatusBadRequest:
		ctx.SetHeader("Content-Type", new(Problem).ContentType(""))
	case len(a.Body) > 0:
		ctx.SetHeader("Content-Type", "application/json")
	}
	ctx.SetStatus(a.Status)
	_, _ = ctx.BodyWriter().Write(a.Body)
}

func (d *Door) awaitAnswer(ctx context.Context, asked centre.KeyedRequest) (centre.Answer, error) {
	late := time.After(answerWait)
	look := time.NewTicker(answerPoll)
	defer look.Stop()
	for {
		a, err := d.svc.Keys.StoredAnswer(ctx, asked)
		if err == nil && len(a.Hash) > 0 && !bytes.Equal(a.Hash, asked.Hash) {
			p := newProblem(http.StatusUnprocessableEntity, "another request was made with this Idempotency-Key before: give each request a key of its own")
			p.Code = "key_reused"
			return a, p
		}
		if err != nil || a.Status != 0 {
			return a, err
		}
		select {
		case <-ctx.Done():
			return a, ctx.Err()
		case <-late:
			return a, &centre.Fault{Kind: centre.Conflict, Code: "already_applied", Message: "this was done before; what it answered is not known any more"}
		case <-look.C:
		}
	}
}

type humaContext huma.Context

// copying holds the answer back until it is kept.
type copying struct {
	humaContext
	status int
	body   bytes.Buffer
}

func (c *copying) SetStatus(status int)  { c.status = status }
func (c *copying) Status() int           { return c.status }
func (c *copying) BodyWriter() io.Writer { return &c.body }
func (c *copying) Unwrap() huma.Context  { return c.humaContext }

func (c *copying) send() {
	c.humaContext.SetStatus(c.status)
	_, _ = c.humaContext.BodyWriter().Write(c.body.Bytes())
}
