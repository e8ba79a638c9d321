package attachment

import (
	"context"
	"errors"
	"io"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
)

// Store is what attachments need kept.
type Store interface {
	// LockChat reads a conversation and holds it until the transaction ends.
	LockChat(ctx context.Context, id centre.ContactID) (chat.Chat, error)
	AttachmentUsage(ctx context.Context, id centre.ContactID, by centre.Actor) (Usage, error)
	AddAttachment(ctx context.Context, f File) error
}

// Reader reads what was noted of files.
type Reader interface {
	Attachment(ctx context.Context, id centre.AttachmentID) (File, error)
	// AttachmentFor is NotFound unless the file is in a conversation of the visitor's
	// and, once sent, in a message that is not internal.
	AttachmentFor(ctx context.Context, id centre.AttachmentID, visitor centre.VisitorID) (File, error)
}

// Files keeps the bytes by id.
type Files interface {
	// Keep writes all of r, so that it outlives a power cut, and gives its size and SHA-256.
	Keep(id centre.AttachmentID, r io.Reader) (size int64, sum []byte, err error)
	Open(id centre.AttachmentID) (io.ReadSeekCloser, error)
	Drop(id centre.AttachmentID) error
}

// Service is the use cases of attachments.
type Service struct {
	tx    centre.Transactor[Store]
	read  Reader
	files Files
	clock centre.Clock
}

// New makes the service.
func New(tx centre.Transactor[Store], read Reader, files Files, clock centre.Clock) *Service {
	return &Service{tx: tx, read: read, files: files, clock: clock}
}

// Upload is a file that somebody in a conversation sends, its type as found by
// looking into it.
type Upload struct {
	ContactID centre.ContactID
	By        centre.Actor
	Name      string
	MIME      string
	Body      io.Reader
}

// Upload keeps a file until a message carries it. The bytes come first: a file
// whose note failed is dropped again, a note without its file cannot be.
func (s *Service) Upload(ctx context.Context, u Upload) (chat.Attachment, error) {
	if err := allowed(u.MIME); err != nil {
		return chat.Attachment{}, err
	}
	f := File{
		ID: centre.NewID[centre.AttachmentID](), ContactID: u.ContactID, By: u.By,
		Name: clean(u.Name), MIME: u.MIME, CreatedAt: s.clock(),
	}
	var err error
	if f.Size, f.SHA256, err = s.files.Keep(f.ID, io.LimitReader(u.Body, MaxSize+1)); err == nil {
		err = s.note(ctx, f)
	}
	if err != nil {
		return chat.Attachment{}, errors.Join(err, s.files.Drop(f.ID))
	}
	return chat.Attachment{ID: f.ID, Name: f.Name, MIME: f.MIME, Size: f.Size}, nil
}

func (s *Service) note(ctx context.Context, f File) error {
	switch {
	case f.Size > MaxSize:
		return centre.Field("file", "is larger than %d MB", MaxSize>>20)
	case f.Size == 0:
		return centre.Field("file", "is empty")
	}
	return s.tx.Do(ctx, func(w Store) error {
		c, err := w.LockChat(ctx, f.ContactID)
		switch {
		case err != nil:
			return err
		case f.By.Kind == centre.ByVisitor && string(c.VisitorID) != f.By.ID:
			return centre.Faultf(centre.NotFound, "no such conversation")
		case c.Closed:
			return &centre.Fault{Kind: centre.Conflict, Code: "closed", Message: "this conversation has ended"}
		}
		used, err := w.AttachmentUsage(ctx, f.ContactID, f.By)
		if err == nil {
			err = used.room(f.Size)
		}
		if err != nil {
			return err
		}
		return w.AddAttachment(ctx, f)
	})
}

// Open gives a file to a colleague.
func (s *Service) Open(ctx context.Context, id centre.AttachmentID) (File, io.ReadSeekCloser, error) {
	f, err := s.read.Attachment(ctx, id)
	return s.open(f, err)
}

// OpenFor gives a file to the visitor in whose conversation it is.
func (s *Service) OpenFor(ctx context.Context, id centre.AttachmentID, visitor centre.VisitorID) (File, io.ReadSeekCloser, error) {
	f, err := s.read.AttachmentFor(ctx, id, visitor)
	return s.open(f, err)
}

func (s *Service) open(f File, err error) (File, io.ReadSeekCloser, error) {
	if err != nil {
		return File{}, nil, err
	}
	body, err := s.files.Open(f.ID)
	return f, body, err
}
