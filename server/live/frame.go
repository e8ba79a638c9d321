package live

import (
	"encoding/json"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
)

// Frames are JSON objects in text messages, one a message, told apart by "type".
// A client may put "ref" on any frame; the answer to a bad one repeats it.

// Close codes: each says whether to come back.
const (
	closeComeBack  = 4000 // too slow, silent, or this node stops: come back with the last pos
	closeSignedOut = 4001 // not signed in any more: stay away until signed in
	closeReplaced  = 4002 // too many sockets of this visitor: the oldest goes
	closeBadToken  = 4003 // the visitor's token is unknown: ask for a new one
	closeAbuse     = 4009 // bad frames without end: do not come back
)

// Codes of error frames.
const (
	codeMalformed   = "malformed"
	codeTooLarge    = "too_large"
	codeUnknownType = "unknown_type"
	codeTooLate     = "too_late"
	codeNotYours    = "not_yours"
	codeTooFast     = "too_fast"
	codeAway        = "away" // a part of the house is away for a moment: send it again
)

// head begins every frame of a client.
type head struct {
	Type string `json:"type"`
	Ref  string `json:"ref,omitempty"`
}

// What an agent's console says.
type (
	// agentHello comes first. Pos is the last one applied; none asks for a snapshot.
	agentHello struct {
		head
		Pos   *int64   `json:"pos"`
		Watch []string `json:"watch,omitempty"`
	}
	// watch asks for one more topic: "board", "board:<site>", "ticket:<id>", "customer:<id>" or
	// "contact:<id>". Watch first, then fetch: what happens between the two is told.
	watch struct {
		head
		Topic string `json:"topic"`
	}
	unwatch struct {
		head
		Topic string `json:"topic"`
	}
	agentTyping struct {
		head
		ContactID centre.ContactID `json:"contact_id"`
		On        bool             `json:"on"`
	}
	agentRead struct {
		head
		ContactID centre.ContactID `json:"contact_id"`
		Seq       int              `json:"seq"`
	}
)

// What both sorts of client say.
type (
	// ack tells how far the client got; it costs nothing and moves nothing.
	ack struct {
		head
		Pos int64 `json:"pos"`
	}
	// ping keeps the socket: 15 s without any frame and it is closed. T is given back.
	ping struct {
		head
		T json.Number `json:"t"`
	}
)

// What a visitor's widget says.
type (
	visitorHello struct {
		head
		Pos     *int64        `json:"pos"`
		Page    *contact.Page `json:"page"`
		Consent bool          `json:"consent"`
	}
	// start opens a chat. ClientID makes it happen once however often it is sent.
	start struct {
		head
		ClientID string         `json:"client_id"`
		Name     string         `json:"name,omitempty"`
		Email    string         `json:"email,omitempty"`
		Queue    centre.QueueID `json:"queue,omitempty"`
		Language string         `json:"language,omitempty"`
		Text     string         `json:"text"`
	}
	say struct {
		head
		ClientID      string                `json:"client_id"`
		Text          string                `json:"text"`
		AttachmentIDs []centre.AttachmentID `json:"attachment_ids,omitempty"`
	}
	// browse tells where on the site the visitor is now.
	browse struct {
		head
		Page    *contact.Page `json:"page"`
		Consent bool          `json:"consent"`
	}
	visitorTyping struct {
		head
		On bool `json:"on"`
	}
	visitorRead struct {
		head
		Seq int `json:"seq"`
	}
	leave struct {
		head
	}
	rating struct {
		head
		Score int    `json:"score"`
		Text  string `json:"text,omitempty"`
	}
)

// What the server says.
type (
	// welcome answers hello. When resumed, what was missed after Pos follows as
	// events; otherwise a snapshot as of Pos follows.
	welcome struct {
		Type       string        `json:"type"` // "welcome"
		Pos        int64         `json:"pos"`
		ServerTime time.Time     `json:"server_time"`
		Node       centre.NodeID `json:"node"`
		Resumed    bool          `json:"resumed"`
	}
	// snapshot is everything as of Pos or later; events after Pos follow.
	snapshot struct {
		Type string             `json:"type"` // "snapshot"
		Pos  int64              `json:"pos"`
		Work *routing.Snapshot  `json:"work,omitempty"` // an agent's: as GET /me/work
		Chat *chat.Conversation `json:"chat"`           // a visitor's; none before the first
	}
	// shared is the part of an event frame that all its receivers share; the frame is
	// {"type":"event","n":…,"topic":…} and this. N counts the events of a socket from 1.
	shared struct {
		Pos     int64          `json:"pos"`
		At      time.Time      `json:"at"`
		Kind    string         `json:"kind"`
		Subject centre.Subject `json:"subject"`
		Version int            `json:"version"`
		State   any            `json:"state"`
	}
	// said acknowledges a visitor's own message: it is stored.
	said struct {
		Type     string       `json:"type"` // "said"
		ClientID string       `json:"client_id"`
		Message  chat.Message `json:"message"`
	}
	position struct {
		Type string `json:"type"` // "position"
		wait.Place
	}
	typing struct {
		Type      string           `json:"type"` // "typing"
		ContactID centre.ContactID `json:"contact_id"`
		From      chat.Party       `json:"from"`
		On        bool             `json:"on"`
	}
	boardFrame struct {
		Type  string        `json:"type"`           // "board"
		Site  centre.SiteID `json:"site,omitempty"` // as it was asked for; left out: the watcher's own
		At    time.Time     `json:"at"`
		Board board.Board   `json:"board"`
	}
	pong struct {
		Type       string      `json:"type"` // "pong"
		T          json.Number `json:"t"`
		ServerTime time.Time   `json:"server_time"`
	}
	// problem answers a bad frame; the socket stays.
	problem struct {
		Type    string `json:"type"` // "error"
		Ref     string `json:"ref,omitempty"`
		Code    string `json:"code"`
		Reason  string `json:"reason,omitempty"` // the fault's own code: "closed_hours"
		Message string `json:"message"`
		RetryS  int    `json:"retry_s,omitempty"` // with too_fast and away
	}
	// bye comes before every close by the server.
	bye struct {
		Type   string `json:"type"` // "bye"
		Code   int    `json:"code"`
		Reason string `json:"reason"`
		Retry  bool   `json:"retry"`
	}
)
