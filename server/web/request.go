package web

import (
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"switchboard/server/centre/agent"
	"switchboard/server/centre/chat"
)

// request is what is known of a request from its first to its last line of code.
type request struct {
	id      string
	address string // of who asks
	log     *slog.Logger
	secure  bool         // came over TLS
	caller  agent.Caller // set once authenticated
	scope   *agent.Scope // how far they reach; with them
	session string       // the session's token, when it came with one
	visit   chat.Visit   // of who asks for what is a visitor's own

	replayed bool   // its Idempotency-Key turned out to be used
	leave    func() // gives its place among those being answered to another; once
}

type requestKey struct{}

// requestOf gives the request that ctx belongs to; outside one, an empty one.
func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{log: slog.Default()}
}

// caller is the person for whom the request is made.
func caller(ctx context.Context) agent.Caller { return requestOf(ctx).caller }

var safeID = regexp.MustCompile(`^[A-Za-z0-9-]{8,64}$`)

// begin gives the request its id, and writes its line in the log when it ends.
func (d *Door) begin(c *gin.Context) {
	id := c.GetHeader("X-Request-ID")
	if !safeID.MatchString(id) {
		id = uuid.Must(uuid.NewV7()).String()
	}
	secure := c.Request.TLS != nil || d.opt.BehindTLS
	r := &request{id: id, address: c.ClientIP(), log: d.log.With("request", id), secure: secure}
	c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), requestKey{}, r))
	c.Header("X-Request-ID", id)

	start := time.Now()
	done := d.metrics.begin()
	defer func() {
		took := time.Since(start)
		if c.IsWebsocket() {
			done("", "", 0, 0)
			return
		}
		done(c.Request.Method, c.FullPath(), c.Writer.Status(), took)
		level := slog.LevelDebug
		if c.Writer.Status() == http.StatusInternalServerError { // why one was put off is told elsewhere
			level = slog.LevelWarn
		}
		r.log.Log(context.WithoutCancel(c.Request.Context()), level, "request",
			"method", c.Request.Method, "route", c.FullPath(), "status", c.Writer.Status(), "took", took, "caller", string(r.caller.ID))
	}()
	c.Next()
}

// mend turns a panic into a 500, so that one request ends and not the process.
func (d *Door) mend(c *gin.Context) {
	defer func() {
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			panic(cause)
		default:
			requestOf(c.Request.Context()).log.Error("request panicked", "cause", cause, "stack", string(debug.Stack()))
			if !c.Writer.Written() {
				refuse(c, newProblem(http.StatusInternalServerError, "something went wrong here"))
			}
		}
	}()
	c.Next()
}

// refuse answers with a problem outside of Huma.
func refuse(c *gin.Context, p *Problem) {
	p.RequestID = requestOf(c.Request.Context()).id
	for name, values := range p.GetHeaders() {
		c.Header(name, values[0])
	}
	c.Header("Content-Type", p.ContentType(""))
	c.AbortWithStatusJSON(p.Status, p)
}
