package attachment

import (
	"path"
	"strings"
	"time"
	"unicode"

	"switchboard/server/centre"
)

// Bounds on what is taken.
const (
	MaxSize  = 10 << 20  // bytes of one file
	maxCount = 50        // files of one side of a conversation
	maxTotal = 100 << 20 // bytes of them together
	maxName  = 120       // characters
)

// Types are what may be sent; a browser may show those marked in place.
var Types = map[string]struct{ Inline bool }{
	"image/png":       {true},
	"image/jpeg":      {true},
	"image/gif":       {true},
	"image/webp":      {true},
	"image/heic":      {},
	"application/pdf": {},
	"text/plain":      {},
	"text/csv":        {},
	"application/zip": {},
	"audio/mpeg":      {},
	"audio/ogg":       {},
	"audio/wav":       {},
	"video/mp4":       {},
	"video/webm":      {},
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   {},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         {},
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": {},
}

// File is a file as it is noted.
type File struct {
	ID        centre.AttachmentID
	ContactID centre.ContactID
	By        centre.Actor
	Name      string
	MIME      string
	Size      int64
	SHA256    []byte
	CreatedAt time.Time
}

// Usage is what one side of a conversation has sent so far.
type Usage struct {
	Count int   `db:"count"`
	Total int64 `db:"total"` // bytes
}

// room says whether one more file of the size may be kept.
func (u Usage) room(size int64) error {
	if u.Count >= maxCount || u.Total+size > maxTotal {
		return &centre.Fault{Kind: centre.Conflict, Code: "too_many_files", Message: "this conversation holds as many files as it can"}
	}
	return nil
}

// allowed refuses what is not on the list.
func allowed(mime string) error {
	if _, ok := Types[mime]; !ok {
		return centre.Field("file", "is %s, which cannot be sent", mime)
	}
	return nil
}

// clean keeps the last part of a file's name, without what a disk, a header or a
// reader could misread.
func clean(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`"<>:|?*/`, r) {
			return -1
		}
		return r
	}, name)
	runes := []rune(strings.Trim(name, ". "))
	if len(runes) > maxName {
		runes = runes[len(runes)-maxName:] // the end has the extension
	}
	if len(runes) == 0 {
		return "file"
	}
	return string(runes)
}
