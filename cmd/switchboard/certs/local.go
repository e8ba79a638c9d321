package certs

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	leafFor   = 90 * 24 * time.Hour
	renewSoon = 30 * 24 * time.Hour
)

// RootPath is where the console links to the root of the local authority.
const RootPath = "/local-root.crt"

// Local is the authority of this installation.
type Local struct {
	root  *authority
	names []string // asked for, beside what the machine is called
	now   func() time.Time

	mu      sync.Mutex
	leaf    *tls.Certificate
	subject string
	looked  time.Time
}

// OpenLocal reads the authority kept in dir, or makes one. names are what else
// browsers call this machine; those that the root is not good for are left out.
func OpenLocal(dir string, names []string, now func() time.Time) (*Local, error) {
	root, err := openAuthority(dir, now())
	if err != nil {
		return nil, fmt.Errorf("local authority in %s: %w", dir, err)
	}
	l := &Local{root: root, names: names, now: now}
	if _, err := l.get(nil); err != nil {
		return nil, fmt.Errorf("local certificate: %w", err)
	}
	return l, nil
}

// TLS serves certificates of this authority.
func (l *Local) TLS() *tls.Config { return modern(&tls.Config{GetCertificate: l.get}) }

// Root answers RootPath with the certificate that browsers are to trust.
func (l *Local) Root() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-x509-ca-cert")
		w.Header().Set("Content-Disposition", `attachment; filename="switchboard-root.crt"`)
		_, _ = w.Write(l.root.pem())
	})
}

// get makes the certificate again when it nears its end or the machine is
// called otherwise than before.
func (l *Local) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if l.leaf != nil && now.Sub(l.looked) < recheck {
		return l.leaf, nil
	}
	l.looked = now
	dns, ips := l.subjects()
	subject := fmt.Sprint(dns, ips)
	if l.leaf != nil && subject == l.subject && now.Add(renewSoon).Before(l.leaf.Leaf.NotAfter) {
		return l.leaf, nil
	}
	leaf, err := l.issue(dns, ips, now)
	if err != nil {
		return nil, err
	}
	l.leaf, l.subject = leaf, subject
	return leaf, nil
}

func (l *Local) issue(dns []string, ips []net.IP, now time.Time) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial(),
		Subject:      pkix.Name{CommonName: dns[0]},
		NotBefore:    now.Add(-lateFor),
		NotAfter:     now.Add(leafFor),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     dns,
		IPAddresses:  ips,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, l.root.cert, key.Public(), l.root.key)
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, nil
}

// subjects are all that this machine is called and the root is good for.
func (l *Local) subjects() ([]string, []net.IP) {
	host, _ := os.Hostname()
	dns := []string{"localhost"}
	ips := ownAddresses()
	for _, name := range append([]string{host, host + ".local"}, l.names...) {
		if ip := net.ParseIP(name); ip != nil {
			ips = append(ips, ip)
		} else if l.permits(name) && !slices.Contains(dns, name) {
			dns = append(dns, name)
		}
	}
	ips = slices.DeleteFunc(ips, func(ip net.IP) bool { return !inside(ip, l.root.cert.PermittedIPRanges) })
	slices.SortFunc(ips, slices.Compare[net.IP])
	return dns, slices.CompactFunc(ips, net.IP.Equal)
}

func (l *Local) permits(name string) bool {
	for _, domain := range l.root.cert.PermittedDNSDomains {
		if strings.EqualFold(name, domain) || strings.HasSuffix(strings.ToLower(name), "."+strings.ToLower(domain)) {
			return name != ""
		}
	}
	return false
}
