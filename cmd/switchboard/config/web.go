package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// Web is where browsers find us.
type Web struct {
	Addr      string `env:"ADDR"`       // empty: 127.0.0.1:8080, :8443 with TLS, :443 with a domain
	PublicURL string `env:"PUBLIC_URL"` // as browsers type it; empty: derived from the rest
	TLS       string `env:"TLS"`        // off, local, proxy; empty: off, unless a certificate or a domain is given
	Cert      string `env:"TLS_CERT"`   // PEM file with the whole chain
	Key       string `env:"TLS_KEY"`    // PEM file
	Domain    string `env:"DOMAIN"`     // certificates for it come from Let's Encrypt

	// TrustedProxies are addresses and networks whose X-Forwarded-For says who asks; empty:
	// this machine where a proxy ends TLS, otherwise nobody.
	TrustedProxies []string `env:"TRUSTED_PROXIES"`
}

// The ways to TLS. The first three can be asked for, the others follow from
// what is given.
const (
	Off    = "off"
	Local  = "local"
	Proxy  = "proxy"
	Files  = "files"
	Domain = "domain"
)

// complete fills in what follows from the rest.
func (w *Web) complete() {
	if w.TLS == "" {
		switch {
		case w.Cert != "" || w.Key != "":
			w.TLS = Files
		case w.Domain != "":
			w.TLS = Domain
		default:
			w.TLS = Off
		}
	}
	if w.Addr == "" {
		w.Addr = map[string]string{Off: ":8080", Proxy: ":8080", Domain: ":443"}[w.TLS]
	}
	if w.Addr == "" {
		w.Addr = ":8443"
	}
	if host, port, err := net.SplitHostPort(w.Addr); err == nil && host == "" && w.TLS == Off {
		w.Addr = net.JoinHostPort("127.0.0.1", port)
	}
	if w.PublicURL == "" {
		w.PublicURL = w.derivedURL()
	}
	if w.TLS == Proxy && len(w.TrustedProxies) == 0 {
		w.TrustedProxies = []string{"127.0.0.0/8", "::1"}
	}
}

func (w *Web) derivedURL() string {
	scheme := "https"
	if w.TLS == Off || w.TLS == Proxy {
		scheme = "http"
	}
	host, port, _ := net.SplitHostPort(w.Addr)
	if ip := net.ParseIP(host); host == "" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		host = "localhost"
	}
	if w.Domain != "" {
		host = w.Domain
	}
	if scheme == "https" && port == "443" {
		return "https://" + host
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

func (w *Web) check() error {
	var mistakes []error
	host, _, err := net.SplitHostPort(w.Addr)
	if err != nil {
		mistakes = append(mistakes, fmt.Errorf("ADDR is %q; it looks like :8080 or 127.0.0.1:8080", w.Addr))
	} else if w.TLS == Off && !onlyThisMachine(host) {
		mistakes = append(mistakes, fmt.Errorf("ADDR is %q, which would serve plain http to other machines, where browsers give no microphone "+
			"and no notifications; set TLS=local, DOMAIN, or TLS_CERT and TLS_KEY, or TLS=proxy when something in front ends TLS", w.Addr))
	}
	if (w.Cert == "") != (w.Key == "") {
		mistakes = append(mistakes, errors.New("TLS_CERT and TLS_KEY belong together; one is missing"))
	}
	if w.Cert != "" && w.Domain != "" {
		mistakes = append(mistakes, errors.New("TLS_CERT and DOMAIN are both given; certificates come from one of them"))
	}
	if w.TLS != Files && w.TLS != Domain {
		mistakes = append(mistakes, oneOf("TLS", w.TLS, Off, Local, Proxy), w.contradiction())
	}
	if u, err := url.Parse(w.PublicURL); err != nil || u.Host == "" || !strings.HasPrefix(u.Scheme, "http") {
		mistakes = append(mistakes, fmt.Errorf("PUBLIC_URL is %q; it looks like https://desk.example.com", w.PublicURL))
	}
	for _, p := range w.TrustedProxies {
		if _, _, err := net.ParseCIDR(p); err != nil && net.ParseIP(p) == nil {
			mistakes = append(mistakes, fmt.Errorf("TRUSTED_PROXIES has %q; each looks like 10.0.0.1 or 10.0.0.0/8, with commas between", p))
		}
	}
	return errors.Join(mistakes...)
}

// contradiction is a certificate given together with a way that needs none.
func (w *Web) contradiction() error {
	if w.Cert == "" && w.Domain == "" {
		return nil
	}
	return fmt.Errorf("TLS=%s needs neither TLS_CERT nor DOMAIN; leave TLS empty to use them", w.TLS)
}

func onlyThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
