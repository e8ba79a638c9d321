package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// visitorPaths belong to the chat widget, which runs in other people's pages,
// has no cookie of ours and sends its token in a header.
var visitorPaths = []string{"/visit/", "/api/v1/visit/", "/widget"}

// policy lets a page of ours load and call nothing but this house. The nonce is
// for the styles that Mantine writes into the page.
func policy(nonce string) string {
	styles := "'self'"
	if nonce != "" {
		styles += " 'nonce-" + nonce + "'"
	}
	return strings.Join([]string{
		"default-src 'self'",
		"style-src " + styles,
		"img-src 'self' data: blob:",
		"media-src 'self' blob:",
		"font-src 'self' data:",
		"worker-src 'self'",
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	}, "; ")
}

// guard sets the headers that make browsers careful.
func (d *Door) guard(c *gin.Context) {
	c.Header("Content-Security-Policy", policy(""))
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Referrer-Policy", "same-origin")
	c.Header("Cross-Origin-Opener-Policy", "same-origin")
	c.Header("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
	if requestOf(c.Request.Context()).secure {
		c.Header("Strict-Transport-Security", "max-age=31536000")
	}
	if strings.HasPrefix(c.Request.URL.Path, "/api/") {
		c.Header("Cache-Control", "no-store")
	}
	c.Next()
}

// sameOrigin refuses writes that a page from elsewhere sends with our cookie,
// and lets such pages use the visitor's part.
func (d *Door) sameOrigin(c *gin.Context) {
	if forVisitors(c.Request.URL.Path) {
		openToAll(c)
		return
	}
	if err := d.csrf.Check(c.Request); err != nil {
		p := newProblem(http.StatusForbidden, "requests from other sites are not taken")
		p.Code = "cross_origin"
		refuse(c, p)
		return
	}
	c.Next()
}

func forVisitors(path string) bool {
	for _, prefix := range visitorPaths {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// openToAll is CORS without credentials.
func openToAll(c *gin.Context) {
	c.Header("Access-Control-Allow-Origin", "*")
	c.Header("Access-Control-Expose-Headers", "Retry-After, X-Request-ID")
	c.Header("Cross-Origin-Resource-Policy", "cross-origin")
	if c.Request.Method == http.MethodOptions {
		c.Header("Access-Control-Allow-Methods", "GET, POST")
		c.Header("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key")
		c.Header("Access-Control-Max-Age", "86400")
		c.AbortWithStatus(http.StatusNoContent)
		return
	}
	c.Next()
}
