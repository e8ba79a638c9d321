package web

import (
	"context"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gabriel-vasile/mimetype"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/attachment"
	"switchboard/server/centre/chat"
)

// maxUpload is a file of the largest size and what a form puts around it.
const maxUpload = attachment.MaxSize + 64<<10

// uploadLimit is how often one person, visitor or address may send a file.
var uploadLimit = Limit{Rate: 30, Per: time.Minute, Burst: 15}

// registerAttachments adds the files that colleagues send and open.
func (d *Door) registerAttachments(api huma.API) {
	register(api, route{id: "attach-file", method: http.MethodPost, path: "/chats/{id}/attachments", tag: "chats", needs: agent.Work, reaches: "contact",
		status: http.StatusCreated, maxBody: maxUpload, limit: uploadLimit,
		summary: "Upload a file; a message then carries it by its id"}, d.attach)
	register(api, route{id: "get-attachment", method: http.MethodGet, path: "/attachments/{id}", tag: "chats", needs: agent.ReadContacts, reaches: "attachment",
		summary: "A file of a conversation"}, d.attachment)
}

type fileForm struct {
	File huma.FormFile `form:"file" required:"true"`
}

type attachInput struct {
	One
	RawBody huma.MultipartFormFiles[fileForm]
}

func (d *Door) attach(ctx context.Context, in *attachInput) (*body[chat.Attachment], error) {
	return d.upload(ctx, in.RawBody.Data().File, attachment.Upload{ContactID: centre.ContactID(in.ID), By: caller(ctx).Actor})
}

// upload looks into the file: what its sender calls it is not believed.
func (d *Door) upload(ctx context.Context, file huma.FormFile, u attachment.Upload) (*body[chat.Attachment], error) {
	defer file.Close()
	found, err := sniff(file.File)
	if err != nil {
		return nil, err
	}
	u.Name, u.MIME, u.Body = file.Filename, found, file.File
	a, err := d.svc.Attachments.Upload(ctx, u)
	return &body[chat.Attachment]{a}, err
}

// sniff gives the type without parameters and goes back to the file's begin.
func sniff(file multipart.File) (string, error) {
	found, err := mimetype.DetectReader(file)
	if err != nil {
		return "", err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	bare, _, err := mime.ParseMediaType(found.String())
	return bare, err
}

func (d *Door) attachment(ctx context.Context, in *One) (*huma.StreamResponse, error) {
	f, content, err := d.svc.Attachments.Open(ctx, centre.AttachmentID(in.ID))
	return stream(f, content, err)
}

// stream sends a file so that no browser takes it for a page of ours: it is
// saved, or shown in place when its type is a safe picture.
func stream(f attachment.File, content io.ReadSeekCloser, err error) (*huma.StreamResponse, error) {
	if err != nil {
		return nil, err
	}
	disposition := "attachment"
	if attachment.Types[f.MIME].Inline {
		disposition = "inline"
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		defer content.Close()
		requestOf(ctx.Context()).leave() // nothing but the reader's own line holds it up from here
		ctx.SetHeader("Content-Type", f.MIME)
		ctx.SetHeader("Content-Length", strconv.FormatInt(f.Size, 10))
		ctx.SetHeader("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": f.Name}))
		ctx.SetHeader("Content-Security-Policy", "sandbox; default-src 'none'")
		ctx.SetHeader("Cache-Control", "private, max-age=86400")
		_, _ = io.Copy(ctx.BodyWriter(), content)
	}}, nil
}
