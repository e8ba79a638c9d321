package certs

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

const (
	rootFor = 10 * 365 * 24 * time.Hour
	lateFor = time.Hour // how far another machine's clock may be behind
)

// authority is the root that an installation's browsers are told to trust.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// openAuthority reads the root in dir, or makes one.
func openAuthority(dir string, now time.Time) (*authority, error) {
	cert, certErr := os.ReadFile(filepath.Join(dir, "root.crt"))
	key, keyErr := os.ReadFile(filepath.Join(dir, "root.key"))
	if errors.Is(certErr, os.ErrNotExist) && errors.Is(keyErr, os.ErrNotExist) {
		return newAuthority(dir, now)
	}
	if err := errors.Join(certErr, keyErr); err != nil {
		return nil, err
	}
	return parseAuthority(cert, key)
}

func parseAuthority(cert, key []byte) (*authority, error) {
	certBlock, _ := pem.Decode(cert)
	keyBlock, _ := pem.Decode(key)
	if certBlock == nil || keyBlock == nil {
		return nil, errors.New("root.crt or root.key is no PEM file")
	}
	parsed, err := x509.ParseCertificate(certBlock.Bytes)
	if err != nil {
		return nil, err
	}
	private, err := x509.ParseECPrivateKey(keyBlock.Bytes)
	if err != nil {
		return nil, err
	}
	return &authority{cert: parsed, key: private}, nil
}

func newAuthority(dir string, now time.Time) (*authority, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	name, err := os.Hostname()
	if err != nil || name == "" {
		name = "localhost" // an empty name would permit every domain
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber:                serial(),
		Subject:                     pkix.Name{CommonName: "Switchboard on " + name},
		NotBefore:                   now.Add(-lateFor),
		NotAfter:                    now.Add(rootFor),
		IsCA:                        true,
		BasicConstraintsValid:       true,
		MaxPathLenZero:              true,
		KeyUsage:                    x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         append(localNames(), name),
		PermittedIPRanges:           append(privateRanges(), ownRanges()...),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	a := &authority{cert: cert, key: key}
	return a, a.save(dir)
}

// save writes the key first: a root without its key would be shown to browsers
// and be good for nothing.
func (a *authority) save(dir string) error {
	der, err := x509.MarshalECPrivateKey(a.key)
	if err != nil {
		return err
	}
	key := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})
	if err := os.WriteFile(filepath.Join(dir, "root.key"), key, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "root.crt"), a.pem(), 0o644)
}

func (a *authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

func localNames() []string { return []string{"localhost", "local", "lan", "internal", "home.arpa"} }

func privateRanges() []*net.IPNet {
	var ranges []*net.IPNet
	for _, text := range []string{
		"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
		"100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10",
	} {
		_, r, err := net.ParseCIDR(text)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", text, err)) // it is written above
		}
		ranges = append(ranges, r)
	}
	return ranges
}

// ownRanges are the public addresses this machine has when the root is made.
func ownRanges() []*net.IPNet {
	var ranges []*net.IPNet
	for _, ip := range ownAddresses() {
		if !inside(ip, privateRanges()) {
			bits := 8 * len(ip)
			ranges = append(ranges, &net.IPNet{IP: ip, Mask: net.CIDRMask(bits, bits)})
		}
	}
	return ranges
}

func inside(ip net.IP, ranges []*net.IPNet) bool {
	for _, r := range ranges {
		if r.Contains(ip) {
			return true
		}
	}
	return false
}

// ownAddresses leaves out link-local IPv6, which means nothing without a zone.
func ownAddresses() []net.IP {
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var ips []net.IP
	for _, a := range interfaces {
		n, ok := a.(*net.IPNet)
		if !ok || n.IP.To4() == nil && n.IP.IsLinkLocalUnicast() {
			continue
		}
		if four := n.IP.To4(); four != nil {
			n.IP = four
		}
		ips = append(ips, n.IP)
	}
	return ips
}

func serial() *big.Int {
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		panic(err) // crypto/rand does not fail
	}
	return n
}
