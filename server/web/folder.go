package web

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/google/uuid"

	"switchboard/server/centre"
	"switchboard/server/centre/attachment"
)

// Folder keeps attachments as files named by their ids, in a folder from which
// nothing is served by name.
type Folder struct{ root string }

var _ attachment.Files = (*Folder)(nil)

// NewFolder makes the folder where it is missing; only this user may look into it.
func NewFolder(root string) (*Folder, error) {
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, fmt.Errorf("attachments: %w", err)
	}
	return &Folder{root}, nil
}

// path is of two levels, so that no folder grows too large; an id that is none
// finds nothing.
func (f *Folder) path(id centre.AttachmentID) (string, error) {
	if err := uuid.Validate(string(id)); err != nil || len(id) != 36 {
		return "", centre.Faultf(centre.NotFound, "no such file")
	}
	return filepath.Join(f.root, string(id[34:]), string(id)), nil
}

// Keep implements attachment.Files. The file and its name are on the disk when it returns:
// the note that Postgres makes of it next outlives a power cut, and so must they.
func (f *Folder) Keep(id centre.AttachmentID, r io.Reader) (size int64, sum []byte, err error) {
	size, sum, err = f.keep(id, r)
	if full(err) {
		err = noRoom(err)
	}
	return size, sum, err
}

func noRoom(cause error) *centre.Fault {
	return &centre.Fault{Kind: centre.Busy, Code: "disk_full", Message: "there is no room for files at the moment", RetryAfter: time.Minute, Detail: cause.Error()}
}

// full reports whether the disk, or our share of it, has no room left.
func full(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

func (f *Folder) keep(id centre.AttachmentID, r io.Reader) (size int64, sum []byte, err error) {
	path, err := f.path(id)
	if err != nil {
		return 0, nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, nil, err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, nil, err
	}
	h := sha256.New()
	if size, err = io.Copy(io.MultiWriter(file, h), r); err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = errors.Join(syncFolder(filepath.Dir(path)), syncFolder(f.root)) // the inner one may be new
	}
	return size, h.Sum(nil), err
}

// syncFolder puts the names in a folder on the disk.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Open implements attachment.Files.
func (f *Folder) Open(id centre.AttachmentID) (io.ReadSeekCloser, error) {
	path, err := f.path(id)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, centre.Faultf(centre.NotFound, "the file is gone")
	}
	return file, err
}

// Drop implements attachment.Files; what is gone already is dropped.
func (f *Folder) Drop(id centre.AttachmentID) error {
	path, err := f.path(id)
	if err != nil {
		return err
	}
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
