package web

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/attachment"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/telephone"
	"switchboard/server/centre/visit"
)

// How often one address may come, and leave a note. A company behind one address
// has many visitors.
var (
	visitLimit = Limit{Rate: 300, Per: time.Minute, Burst: 300}
	noteLimit  = Limit{Rate: 10, Per: time.Minute, Burst: 10}
)

// newVisitorAPI is the visitor's part: typed as the rest and of one contract with it, but
// at the root, since a widget signs in to nothing.
func newVisitorAPI(engine *gin.Engine, version string, contract *huma.OpenAPI) huma.API {
	config := huma.DefaultConfig("Switchboard for visitors", version)
	config.CreateHooks = nil
	config.Formats = formats()
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.Components = contract.Components
	return humagin.New(engine, config)
}

// registerVisits adds what the chat widget asks for over HTTP.
func (d *Door) registerVisits(api huma.API) {
	register(api, route{id: "widget-config", method: http.MethodGet, path: "/widget/config", tag: "visit", needs: agent.Anyone,
		summary: "Whether anybody is there, and what may be sent"}, d.widgetConfig)
	register(api, route{id: "begin-visit", method: http.MethodPost, path: "/visit/sessions", tag: "visit", needs: agent.Anyone,
		keys: keyedSecret, limit: visitLimit, summary: "Come, or come back with your token"}, d.beginVisit)
	register(api, route{id: "leave-note", method: http.MethodPost, path: "/visit/offline", tag: "visit", needs: agent.Anyone,
		status: http.StatusCreated, limit: noteLimit, summary: "Leave a note that becomes a ticket"}, d.leaveNote)
	register(api, route{id: "wish-callback", method: http.MethodPost, path: "/visit/callbacks", tag: "visit", needs: agent.Anyone,
		status: http.StatusCreated, limit: noteLimit, summary: "Ask for a call at a time of your own"}, d.wishCallback)
	register(api, route{id: "call-instead", method: http.MethodPost, path: "/visit/queue-callback", tag: "visit", needs: agent.Anyone,
		visitors: true, limit: noteLimit, summary: "Be called when it is your turn instead of waiting in your chat; you keep your place, also when you name another number later"}, d.callInstead)
	register(api, route{id: "wait-instead", method: http.MethodPost, path: "/visit/queue-callback/undo", tag: "visit", needs: agent.Anyone,
		visitors: true, status: http.StatusNoContent, summary: "Rather wait in your chat again, in the same place, unless somebody is about to call you"}, d.waitInstead)
	register(api, route{id: "visitor-messages", method: http.MethodGet, path: "/visit/messages", tag: "visit", needs: agent.Anyone,
		visitors: true, summary: "What was said in your chat, in order; the last page first"}, d.visitorMessages)
	register(api, route{id: "visitor-attach-file", method: http.MethodPost, path: "/visit/attachments", tag: "visit", needs: agent.Anyone,
		visitors: true, status: http.StatusCreated, maxBody: maxUpload, limit: uploadLimit, summary: "Upload a file for your chat"}, d.visitorAttach)
	register(api, route{id: "visitor-attachment", method: http.MethodGet, path: "/visit/attachments/{id}", tag: "visit", needs: agent.Anyone,
		summary: "A file of your chat"}, d.visitorAttachment)
}

type widgetConfig struct {
	visit.Welcome
	Callbacks          bool     `json:"callbacks"`
	MaxAttachmentBytes int      `json:"max_attachment_bytes"`
	MaxText            int      `json:"max_text"`
	AttachmentTypes    []string `json:"attachment_types"`
}

func (d *Door) widgetConfig(ctx context.Context, _ *struct{}) (*body[widgetConfig], error) {
	w, err := d.svc.Visits.Welcome(ctx)
	return &body[widgetConfig]{widgetConfig{
		Welcome: w, Callbacks: true, MaxAttachmentBytes: attachment.MaxSize, MaxText: chat.MaxText,
		AttachmentTypes: slices.Sorted(maps.Keys(attachment.Types)),
	}}, err
}

type beginVisitInput struct {
	Body struct {
		Token string `json:"token,omitempty" maxLength:"100"`
	}
}

type begunVisit struct {
	VisitorID centre.VisitorID  `json:"visitor_id"`
	Token     string            `json:"token"`
	ContactID *centre.ContactID `json:"contact_id"` // the chat that is open, or was last
}

// beginVisit gives a visitor whose token is not known any more a new one.
func (d *Door) beginVisit(ctx context.Context, in *beginVisitInput) (*body[begunVisit], error) {
	token := in.Body.Token
	v, err := d.svc.Chats.Visit(ctx, token)
	if token == "" || centre.IsKind(err, centre.Unauthenticated) {
		v, token, err = d.svc.Chats.NewVisit(ctx)
	}
	out := begunVisit{VisitorID: v.VisitorID, Token: token}
	if v.ContactID != "" {
		out.ContactID = &v.ContactID
	}
	return &body[begunVisit]{out}, err
}

type noteInput struct {
	Body struct {
		Name  string         `json:"name" maxLength:"200"`
		Email string         `json:"email" format:"email" maxLength:"200"`
		Text  string         `json:"text" minLength:"1" maxLength:"8000"`
		Queue centre.QueueID `json:"queue,omitempty" maxLength:"36"`
		Token string         `json:"token,omitempty" maxLength:"100"`
	}
}

type noted struct {
	TicketNumber int64 `json:"ticket_number"`
}

func (d *Door) leaveNote(ctx context.Context, in *noteInput) (*body[noted], error) {
	v, err := d.svc.Chats.Visit(ctx, in.Body.Token)
	if in.Body.Token == "" || centre.IsKind(err, centre.Unauthenticated) {
		v, _, err = d.svc.Chats.NewVisit(centre.Beforehand(ctx))
	}
	if err != nil {
		return nil, err
	}
	t, err := d.svc.Visits.Leave(ctx, v, visit.Note{Name: in.Body.Name, Email: in.Body.Email, Text: in.Body.Text, QueueID: in.Body.Queue})
	return &body[noted]{noted{t.Number}}, err
}

type wishInput struct {
	Body struct {
		Asked
		Topic string `json:"topic,omitempty" maxLength:"300"`
		Token string `json:"token" maxLength:"100"`
	}
}

type wished struct {
	ID    centre.CallbackID `json:"id"`
	DueAt time.Time         `json:"due_at"`
}

// wishCallback promises a call to a visitor: who stands behind the visit is known,
// the number is taken as said.
func (d *Door) wishCallback(ctx context.Context, in *wishInput) (*body[wished], error) {
	v, err := d.svc.Chats.Visit(ctx, in.Body.Token)
	if err != nil {
		return nil, err
	}
	topic := strings.TrimSpace(in.Body.Topic)
	if topic == "" {
		topic = "asked for on the web page"
	}
	c, err := d.svc.Callbacks.Promise(ctx, centre.Visitor(v.VisitorID), callback.Promise{
		Ask: in.Body.ask(), CustomerID: v.CustomerID, ContactID: v.ContactID, Topic: topic,
	})
	return &body[wished]{wished{c.ID, c.DueAt}}, err
}

type insteadInput struct {
	Body struct {
		Phone string `json:"phone" minLength:"1" maxLength:"40" example:"+1 212 555 0100"`
		Zone  string `json:"zone,omitempty" maxLength:"64" doc:"The customer's, by its IANA name; left out: where the number is from" example:"America/New_York"`
	}
}

// expected is a callback in queue, as who waits for it may know it.
type expected struct {
	ID    centre.CallbackID `json:"id"`
	Phone telephone.Number  `json:"phone" doc:"in E.164"`
	DueAt time.Time         `json:"due_at" doc:"when your turn is expected"`
	Since time.Time         `json:"in_line_since" doc:"the place that you keep"`
}

func expectedCall(c callback.Callback, err error) (*body[expected], error) {
	if err != nil {
		return nil, err
	}
	e := expected{ID: c.ID, Phone: c.Phone, DueAt: c.DueAt}
	if c.InLineSince != nil {
		e.Since = *c.InLineSince
	}
	return &body[expected]{e}, nil
}

func (d *Door) callInstead(ctx context.Context, in *insteadInput) (*body[expected], error) {
	v := requestOf(ctx).visit
	return expectedCall(d.svc.Callbacks.CallInstead(ctx, centre.Visitor(v.VisitorID), v.ContactID, callback.Instead{Phone: in.Body.Phone, Zone: in.Body.Zone}))
}

func (d *Door) waitInstead(ctx context.Context, _ *struct{}) (*struct{}, error) {
	v := requestOf(ctx).visit
	return nil, d.svc.Callbacks.WaitInstead(ctx, centre.Visitor(v.VisitorID), v.ContactID)
}

func (d *Door) visitorMessages(ctx context.Context, in *Thread) (*body[centre.List[chat.Message]], error) {
	list, err := d.svc.Chats.Said(ctx, requestOf(ctx).visit, in.before(), in.Limit)
	return &body[centre.List[chat.Message]]{list}, err
}

type visitorAttachInput struct {
	RawBody huma.MultipartFormFiles[fileForm]
}

func (d *Door) visitorAttach(ctx context.Context, in *visitorAttachInput) (*body[chat.Attachment], error) {
	v := requestOf(ctx).visit
	if v.ContactID == "" {
		return nil, &centre.Fault{Kind: centre.Conflict, Code: "no_chat", Message: "there is no chat: start one"}
	}
	return d.upload(ctx, in.RawBody.Data().File, attachment.Upload{ContactID: v.ContactID, By: centre.Visitor(v.VisitorID)})
}

type visitorFileInput struct {
	One
	Token string `query:"token" required:"true" maxLength:"100"`
}

func (d *Door) visitorAttachment(ctx context.Context, in *visitorFileInput) (*huma.StreamResponse, error) {
	v, err := d.svc.Chats.Visit(ctx, in.Token)
	if err != nil {
		return nil, err
	}
	f, content, err := d.svc.Attachments.OpenFor(ctx, centre.AttachmentID(in.ID), v.VisitorID)
	return stream(f, content, err)
}
