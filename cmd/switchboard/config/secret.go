package config

import (
	"fmt"
	"net/url"
	"strings"
)

// Secret is an address that may hold a password. It shows without it wherever
// it is printed, logged or marshalled; Reveal gives all of it.
type Secret string

// Reveal is for the driver that connects.
func (s Secret) Reveal() string { return string(s) }

func (s Secret) String() string {
	if s == "" {
		return ""
	}
	u, err := url.Parse(string(s))
	if err != nil || u.Scheme == "" {
		return "(set)"
	}
	query := u.Query()
	for name := range query {
		if strings.Contains(strings.ToLower(name), "password") {
			query.Set(name, "xxxxx")
		}
	}
	u.RawQuery = query.Encode()
	return u.Redacted()
}

// GoString keeps %#v from showing more than %v does.
func (s Secret) GoString() string { return s.String() }

// MarshalText serves JSON and slog.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s Secret) check(name string, schemes ...string) error {
	if s == "" {
		return nil
	}
	for _, scheme := range schemes {
		if strings.HasPrefix(string(s), scheme) {
			return nil
		}
	}
	return fmt.Errorf("%s begins with none of %s", name, strings.Join(schemes, ", "))
}
