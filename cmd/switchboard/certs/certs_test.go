package certs

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, dir string, now func() time.Time, names ...string) *Local {
	t.Helper()
	l, err := OpenLocal(dir, names, now)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func at(now time.Time) func() time.Time { return func() time.Time { return now } }

func leaf(t *testing.T, l *Local) *x509.Certificate {
	t.Helper()
	c, err := l.get(nil)
	if err != nil {
		t.Fatal(err)
	}
	return c.Leaf
}

func verify(l *Local, c *x509.Certificate, host string) error {
	roots := x509.NewCertPool()
	roots.AddCert(l.root.cert)
	_, err := c.Verify(x509.VerifyOptions{Roots: roots, DNSName: host, CurrentTime: l.now()})
	return err
}

func TestTheLocalCertificateIsGoodForThisMachine(t *testing.T) {
	t.Parallel()
	l := open(t, t.TempDir(), at(noon), "desk.lan", "192.168.7.7")
	hosts := []string{"localhost", "127.0.0.1", "desk.lan", "192.168.7.7"}
	for _, ip := range ownAddresses() {
		hosts = append(hosts, ip.String())
	}
	if name, err := os.Hostname(); err == nil {
		hosts = append(hosts, name)
	}
	for _, host := range hosts {
		if err := verify(l, leaf(t, l), host); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func TestTheRootIsGoodForNothingElse(t *testing.T) {
	t.Parallel()
	l := open(t, t.TempDir(), at(noon), "bank.example.com", "203.0.113.9")
	if slices.Contains(leaf(t, l).DNSNames, "bank.example.com") {
		t.Error("it names a domain that the root is not good for")
	}
	for host, subject := range map[string]func() ([]string, []net.IP){
		"bank.example.com": func() ([]string, []net.IP) { return []string{"bank.example.com"}, nil },
		"203.0.113.9":      func() ([]string, []net.IP) { return []string{"localhost"}, []net.IP{net.IPv4(203, 0, 113, 9).To4()} },
	} {
		dns, ips := subject()
		forged, err := l.issue(dns, ips, noon)
		if err != nil {
			t.Fatal(err)
		}
		if verify(l, forged.Leaf, host) == nil {
			t.Errorf("the root vouches for %s", host)
		}
	}
}

func TestTheRootIsKeptAndClosed(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "tls")
	first, second := open(t, dir, at(noon)), open(t, dir, at(noon))
	if !first.root.cert.Equal(second.root.cert) {
		t.Error("a second start made another root")
	}
	for file, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "root.key"): 0o600} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o", file, info.Mode().Perm())
		}
	}
}

func TestAHalfLostRootIsNotReplaced(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open(t, dir, at(noon))
	if err := os.Remove(filepath.Join(dir, "root.key")); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLocal(dir, nil, at(noon)); err == nil {
		t.Error("browsers trust the old root; a new one must not come silently")
	}
}

func TestTheLocalCertificateIsRenewedBeforeItEnds(t *testing.T) {
	t.Parallel()
	now := noon
	l := open(t, t.TempDir(), func() time.Time { return now })
	first := leaf(t, l)
	now = noon.Add(leafFor - renewSoon - time.Hour)
	if !leaf(t, l).Equal(first) {
		t.Error("it was renewed too soon")
	}
	now = noon.Add(leafFor - renewSoon + time.Hour)
	second := leaf(t, l)
	if second.Equal(first) || verify(l, second, "localhost") != nil {
		t.Error("it was not renewed")
	}
}

func TestTheRootCanBeFetched(t *testing.T) {
	t.Parallel()
	l := open(t, t.TempDir(), at(noon))
	answer := httptest.NewRecorder()
	l.Root().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, RootPath, nil))
	block, _ := pem.Decode(answer.Body.Bytes())
	if block == nil || cmp.Diff(l.root.cert.Raw, block.Bytes) != "" {
		t.Error("what is served is not the root")
	}
}

func TestFilesAreReadAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := &files{cert: filepath.Join(dir, "cert.pem"), key: filepath.Join(dir, "key.pem"), log: slog.New(slog.DiscardHandler)}
	write := func(root *authority, changed time.Time) {
		if err := root.save(dir); err != nil {
			t.Fatal(err)
		}
		for from, to := range map[string]string{"root.key": f.key, "root.crt": f.cert} {
			if err := os.Rename(filepath.Join(dir, from), to); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chtimes(f.cert, changed, changed); err != nil {
			t.Fatal(err)
		}
	}
	first, second := open(t, t.TempDir(), at(noon)).root, open(t, t.TempDir(), at(noon)).root
	write(first, noon)
	serves := func(root *authority) bool {
		f.looked = time.Time{}
		got, err := f.get(nil)
		return err == nil && cmp.Diff(got.Certificate[0], root.cert.Raw) == ""
	}
	if !serves(first) {
		t.Error("it does not serve what the files hold")
	}
	write(second, noon.Add(time.Hour))
	if !serves(second) {
		t.Error("it does not serve the renewed certificate")
	}
	if err := os.WriteFile(f.cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !serves(second) {
		t.Error("a half-written file took the certificate away")
	}
}

func TestMissingFilesAreAMistake(t *testing.T) {
	t.Parallel()
	if _, err := FromFiles("/nowhere.pem", "/nowhere.key", slog.New(slog.DiscardHandler)); err == nil {
		t.Error("it starts without a certificate")
	}
}

func TestADomainProvesItselfOnThePort(t *testing.T) {
	t.Parallel()
	c := FromDomain("desk.example.com", t.TempDir())
	if !slices.Contains(c.NextProtos, "acme-tls/1") {
		t.Errorf("it speaks %v", c.NextProtos)
	}
	if _, err := c.GetCertificate(&tls.ClientHelloInfo{ServerName: "other.example.com"}); err == nil {
		t.Error("it would fetch a certificate for any name")
	}
}
