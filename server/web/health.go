package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// Check is a part that must answer for this node to be of use.
type Check struct {
	Name string
	Ping func(context.Context) error
}

// pingPatience is how long a part may take to answer.
const pingPatience = time.Second

// within asks the part, and waits no longer than patience even for one that does not look
// at its context: a server that was stopped takes connections, and says nothing.
func (k Check) within(ctx context.Context, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer := make(chan error, 1)
	go func() { answer <- k.Ping(ctx) }()
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// health says that the process lives: whoever cannot get this should restart it.
func (d *Door) health(c *gin.Context) {
	c.JSON(http.StatusOK, gin.H{"status": "ok", "version": d.opt.Version})
}

// ready says whether requests should be sent here: 503 while a part is away.
func (d *Door) ready(c *gin.Context) {
	parts := make([]string, len(d.opt.Checks))
	var pings sync.WaitGroup
	for i, check := range d.opt.Checks {
		pings.Go(func() {
			parts[i] = "ok"
			if err := check.within(c.Request.Context(), pingPatience); err != nil {
				parts[i] = "away"
				requestOf(c.Request.Context()).log.Warn("not ready", "part", check.Name, "error", err)
			}
		})
	}
	pings.Wait()
	status, word, named := http.StatusOK, "ready", map[string]string{}
	for i, check := range d.opt.Checks {
		named[check.Name] = parts[i]
		if parts[i] != "ok" {
			status, word = http.StatusServiceUnavailable, "not ready"
			c.Header("Retry-After", "1")
		}
	}
	c.JSON(status, gin.H{"status": word, "parts": named})
}
