package certs

import (
	"crypto/tls"

	"golang.org/x/crypto/acme/autocert"
)

// FromDomain fetches certificates for one domain and keeps them under dir.
func FromDomain(domain, dir string) *tls.Config {
	manager := &autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		Cache:      autocert.DirCache(dir),
		HostPolicy: autocert.HostWhitelist(domain),
	}
	return modern(manager.TLSConfig())
}

func modern(c *tls.Config) *tls.Config {
	c.MinVersion = tls.VersionTLS12
	if c.NextProtos == nil {
		c.NextProtos = []string{"h2", "http/1.1"}
	}
	return c
}
