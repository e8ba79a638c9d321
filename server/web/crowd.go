package web

import (
	"context"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"switchboard/server/centre"
)

const (
	// defaultAtOnce is how many requests are answered at once where nobody said.
	defaultAtOnce = 512

	// answerWithin is how long a request may take to be answered: who asked has stopped
	// listening by then, and holds a place that others could have. It is longer than any
	// wait of the store's but that for a connection.
	answerWithin = 40 * time.Second

	// toAnswer is what is left of it for the store to give up, and for the answer.
	toAnswer = 2 * time.Second
)

// crowded tells whoever finds no place: nothing was done, come back.
var crowded = &centre.Fault{
	Kind: centre.Busy, Code: "crowded", Message: "too much is asked of us at this moment: come back", RetryAfter: 2 * time.Second,
}

// crowd has a place for each request that is being answered. They share the store's
// connections: more of them would not be answered sooner, only given up by those who asked.
type crowd chan struct{}

// takePlace refuses, before anything is read or done, who finds no place.
func (d *Door) takePlace(ctx huma.Context, next func(huma.Context)) {
	c := humagin.Unwrap(ctx)
	select {
	case d.crowd <- struct{}{}:
	default:
		d.metrics.refused.Inc()
		refuse(c, ofFault(crowded))
		return
	}
	r := requestOf(ctx.Context())
	r.leave = sync.OnceFunc(func() { <-d.crowd })
	defer r.leave()
	within, cancel := context.WithTimeout(c.Request.Context(), answerWithin-toAnswer)
	defer cancel()
	c.Request = c.Request.WithContext(within)
	next(ctx)
}
