package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/attachment"
)

var (
	_ attachment.Store  = (*Work)(nil)
	_ attachment.Reader = (*Work)(nil)
)

// AttachmentUsage counts what one side of a conversation has sent.
func (w *Work) AttachmentUsage(ctx context.Context, id centre.ContactID, by centre.Actor) (attachment.Usage, error) {
	var u attachment.Usage
	err := w.one(ctx, "attachment-usage", &u, id, by.Kind, by.ID)
	return u, err
}

// AddAttachment notes a file.
func (w *Work) AddAttachment(ctx context.Context, f attachment.File) error {
	_, err := w.exec(ctx, "add-attachment", f.ID, f.ContactID, f.By.Kind, f.By.ID, f.Name, f.MIME, f.Size, f.SHA256, f.CreatedAt)
	return err
}

// Attachment gives what was noted of a file.
func (w *Work) Attachment(ctx context.Context, id centre.AttachmentID) (attachment.File, error) {
	return w.attachment(ctx, "attachment", id)
}

// AttachmentFor gives it to a visitor in whose conversation the file is.
func (w *Work) AttachmentFor(ctx context.Context, id centre.AttachmentID, visitor centre.VisitorID) (attachment.File, error) {
	return w.attachment(ctx, "attachment-for", id, visitor)
}

func (w *Work) attachment(ctx context.Context, statement string, args ...any) (attachment.File, error) {
	var r struct {
		ID        centre.AttachmentID `db:"id"`
		ContactID centre.ContactID    `db:"contact_id"`
		ByKind    centre.ActorKind    `db:"by_kind"`
		ByID      string              `db:"by_id"`
		Name      string              `db:"name"`
		MIME      string              `db:"mime"`
		Size      int64               `db:"size"`
		SHA256    []byte              `db:"sha256"`
		CreatedAt time.Time           `db:"created_at"`
	}
	err := w.one(ctx, statement, &r, args...)
	return attachment.File{
		ID: r.ID, ContactID: r.ContactID, By: centre.Actor{Kind: r.ByKind, ID: r.ByID},
		Name: r.Name, MIME: r.MIME, Size: r.Size, SHA256: r.SHA256, CreatedAt: r.CreatedAt,
	}, err
}
