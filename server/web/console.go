package web

import (
	"bytes"
	"crypto/rand"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"
)

// noncePlace stands in the console's index.html where its style nonce belongs.
const noncePlace = "__NONCE__"

// site serves a folder of built files: those under assets/ carry a hash in
// their name and are kept for ever; every path that is no file is the page
// itself, since the console has its own routes.
type site struct {
	files fs.FS
	index []byte
}

func newSite(files fs.FS) (*site, error) {
	for _, name := range []string{"index.html", "placeholder.html"} {
		if index, err := fs.ReadFile(files, name); err == nil {
			return &site{files: files, index: index}, nil
		}
	}
	_, err := fs.Stat(files, "index.html")
	return nil, err
}

func (s *site) serve(c *gin.Context) {
	name := strings.TrimPrefix(path.Clean(c.Request.URL.Path), "/")
	info, err := fs.Stat(s.files, name)
	switch {
	case name == "index.html", err != nil && path.Ext(name) == "", err == nil && info.IsDir():
		s.page(c)
	case err != nil:
		refuse(c, newProblem(http.StatusNotFound, "no such page"))
	default:
		s.file(c, name)
	}
}

// page sends index.html with a nonce that nobody has seen before.
func (s *site) page(c *gin.Context) {
	nonce := rand.Text()
	c.Header("Content-Security-Policy", policy(nonce))
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, "text/html; charset=utf-8", bytes.ReplaceAll(s.index, []byte(noncePlace), []byte(nonce)))
}

// file sends one file, compressed when the build left a compressed twin.
func (s *site) file(c *gin.Context, name string) {
	if strings.HasPrefix(name, "assets/") {
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		c.Header("Cache-Control", "no-cache")
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		c.Header("Content-Type", kind)
	}
	c.Header("Vary", "Accept-Encoding")
	for _, twin := range []struct{ encoding, ext string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(c.GetHeader("Accept-Encoding"), twin.encoding) {
			continue
		}
		if _, err := fs.Stat(s.files, name+twin.ext); err == nil {
			c.Header("Content-Encoding", twin.encoding)
			s.send(c, name+twin.ext)
			return
		}
	}
	s.send(c, name)
}

func (s *site) send(c *gin.Context, name string) {
	f, err := s.files.Open(name)
	if err != nil {
		refuse(c, problem(c.Request.Context(), err))
		return
	}
	defer f.Close()
	info, err := f.Stat()
	content, seeks := f.(io.ReadSeeker)
	if err != nil || !seeks {
		refuse(c, newProblem(http.StatusNotFound, "no such page"))
		return
	}
	http.ServeContent(c.Writer, c.Request, name, info.ModTime(), content)
}

// accepts reads an Accept-Encoding header; "q=0" is a refusal.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == encoding {
			return strings.ReplaceAll(quality, " ", "") != "q=0"
		}
	}
	return false
}
