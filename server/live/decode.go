package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
)

// Bounds on what a client may send.
const (
	maxFrame   = 64 << 10 // bytes; more is answered with too_large
	maxShort   = 300      // characters of a name or an address
	maxKey     = 64       // characters of a client id
	maxLong    = 2000     // characters of a page's address or title
	maxFiles   = 10       // attachments of one message
	maxWatched = 64       // topics of one socket
	maxTag     = 35       // characters of a language, as BCP 47 wants them at least
)

// refusal is why a frame was not taken.
type refusal struct {
	code    string
	message string
}

func (r *refusal) Error() string { return r.code + ": " + r.message }

func refusef(code, format string, args ...any) *refusal {
	return &refusal{code, fmt.Sprintf(format, args...)}
}

// grammar is what one sort of client may say: a fresh frame for each type.
type grammar map[string]func() any

var agentGrammar = grammar{
	"hello":   func() any { return &agentHello{} },
	"watch":   func() any { return &watch{} },
	"unwatch": func() any { return &unwatch{} },
	"typing":  func() any { return &agentTyping{} },
	"read":    func() any { return &agentRead{} },
	"ack":     func() any { return &ack{} },
	"ping":    func() any { return &ping{} },
}

var visitorGrammar = grammar{
	"hello":  func() any { return &visitorHello{} },
	"start":  func() any { return &start{} },
	"say":    func() any { return &say{} },
	"typing": func() any { return &visitorTyping{} },
	"read":   func() any { return &visitorRead{} },
	"leave":  func() any { return &leave{} },
	"rate":   func() any { return &rating{} },
	"page":   func() any { return &browse{} },
	"ack":    func() any { return &ack{} },
	"ping":   func() any { return &ping{} },
}

// decode reads one frame strictly: unknown types and fields, trailing text,
// broken UTF-8 and bounds passed are refusals. The ref is found even then,
// where the frame was an object at all.
func (g grammar) decode(raw []byte) (frame any, ref string, err error) {
	if !utf8.Valid(raw) {
		return nil, "", refusef(codeMalformed, "the frame is not UTF-8")
	}
	var h head
	if err := json.Unmarshal(raw, &h); err != nil {
		return nil, clip(h.Ref), refusef(codeMalformed, "the frame is not a JSON object with a type")
	}
	ref = clip(h.Ref)
	fresh, ok := g[h.Type]
	if !ok {
		return nil, ref, refusef(codeUnknownType, "no frame has the type %q", clip(h.Type))
	}
	frame = fresh()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(frame); err != nil {
		return nil, ref, refusef(codeMalformed, "%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, ref, refusef(codeMalformed, "something follows the frame")
	}
	if c, ok := frame.(interface{ check() error }); ok {
		if err := c.check(); err != nil {
			return nil, ref, err
		}
	}
	return frame, ref, nil
}

// clip keeps what is repeated to a client short.
func clip(s string) string {
	if len(s) > 100 {
		return strings.ToValidUTF8(s[:100], "")
	}
	return s
}

// within refuses text that is too long or that no database would store.
func within(field, s string, limit int) error {
	switch {
	case utf8.RuneCountInString(s) > limit:
		return refusef(codeMalformed, "%s is longer than %d characters", field, limit)
	case strings.ContainsRune(s, 0):
		return refusef(codeMalformed, "%s holds a NUL character", field)
	}
	return nil
}

func (f *agentHello) check() error {
	if len(f.Watch) > maxWatched {
		return refusef(codeMalformed, "watch: at most %d topics", maxWatched)
	}
	return nil
}

func (f *watch) check() error { return checkTopic(f.Topic) }

// checkTopic refuses topics that nobody may ask for by name.
func checkTopic(topic string) error {
	kind, id, _ := strings.Cut(topic, ":")
	switch kind {
	case "board":
		if id == "" || isID(id) {
			return nil
		}
	case "ticket", "customer", "contact", "callback":
		if isID(id) {
			return nil
		}
	}
	return refusef(codeMalformed, "no topic %q: watch board, board:<site>, ticket:<id>, customer:<id>, contact:<id> or callback:<id>", clip(topic))
}

// isID: the database takes nothing else for one.
func isID(s string) bool { return len(s) == 36 && uuid.Validate(s) == nil }

func (f *visitorHello) check() error { return checkPage(f.Page) }

func (f *browse) check() error { return checkPage(f.Page) }

func checkPage(p *contact.Page) error {
	if p == nil {
		return nil
	}
	return errors.Join(within("page.url", p.URL, maxLong), within("page.title", p.Title, maxLong),
		within("page.referrer", p.Referrer, maxLong))
}

func (f *start) check() error {
	return errors.Join(needed("client_id", f.ClientID), needed("text", strings.TrimSpace(f.Text)),
		within("client_id", f.ClientID, maxKey), within("name", f.Name, maxShort), within("email", f.Email, maxShort),
		within("queue", string(f.Queue), maxShort), within("language", f.Language, maxTag), within("text", f.Text, chat.MaxText))
}

func (f *say) check() error {
	if len(f.AttachmentIDs) > maxFiles {
		return refusef(codeMalformed, "attachment_ids: at most %d", maxFiles)
	}
	if len(f.AttachmentIDs) == 0 {
		if err := needed("text", strings.TrimSpace(f.Text)); err != nil {
			return err
		}
	}
	return errors.Join(needed("client_id", f.ClientID), within("client_id", f.ClientID, maxKey), within("text", f.Text, chat.MaxText))
}

func (f *rating) check() error {
	if f.Score < 1 || f.Score > 5 {
		return refusef(codeMalformed, "score is 1 to 5")
	}
	return within("text", f.Text, maxLong)
}

func needed(field, s string) error {
	if s == "" {
		return refusef(codeMalformed, "%s is missing", field)
	}
	return nil
}
