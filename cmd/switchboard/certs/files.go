package certs

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// recheck is how often files and addresses are looked at again.
const recheck = time.Minute

// files is a certificate that somebody else renews in place.
type files struct {
	cert, key string
	log       *slog.Logger

	mu      sync.Mutex
	current *tls.Certificate
	changed time.Time // of the certificate's file
	looked  time.Time
}

// FromFiles reads PEM files now, and again when they change. A renewal that
// cannot be read is logged and the certificate at hand stays.
func FromFiles(cert, key string, log *slog.Logger) (*tls.Config, error) {
	f := &files{cert: cert, key: key, log: log}
	if err := f.read(); err != nil {
		return nil, fmt.Errorf("read the certificate: %w", err)
	}
	return modern(&tls.Config{GetCertificate: f.get}), nil
}

func (f *files) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if time.Since(f.looked) > recheck {
		if err := f.read(); err != nil {
			f.log.Error("the certificate's files cannot be read; the old one stays in use", "err", err)
		}
	}
	return f.current, nil
}

func (f *files) read() error {
	f.looked = time.Now()
	info, err := os.Stat(f.cert)
	if err != nil || info.ModTime().Equal(f.changed) {
		return err
	}
	pair, err := tls.LoadX509KeyPair(f.cert, f.key)
	if err != nil {
		return err
	}
	f.current, f.changed = &pair, info.ModTime()
	return nil
}
