package agent

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"switchboard/server/centre"
)

// Cost is what one hash takes: argon2id's parameters.
type Cost struct {
	Memory  uint32 // KiB
	Time    uint32 // passes
	Threads uint8
}

// DefaultCost is OWASP's first choice for argon2id (Password Storage Cheat
// Sheet, 2025): 19 MiB, two passes; about 30 ms.
var DefaultCost = Cost{Memory: 19 << 10, Time: 2, Threads: 1}

const (
	saltLen = 16
	hashLen = 32
)

// Hasher makes and checks password hashes, a few at a time, so that a flood of
// sign-ins takes neither all memory nor all cores.
type Hasher struct {
	cost  Cost
	free  chan struct{}
	dummy string // checked against when there is nobody, to take the same time
}

// NewHasher makes a hasher that works on up to atOnce hashes.
func NewHasher(cost Cost, atOnce int) *Hasher {
	h := &Hasher{cost: cost, free: make(chan struct{}, atOnce)}
	h.dummy = h.make(rand.Text())
	return h
}

// Hash gives the hash to keep: parameters, salt and key in argon2's own form.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	done, err := h.begin(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return h.make(password), nil
}

// Matches reports whether the password is the hash's. An empty hash, of somebody
// who cannot sign in, takes as long as any and matches nothing.
func (h *Hasher) Matches(ctx context.Context, hash, password string) (bool, error) {
	done, err := h.begin(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	against := hash
	if hash == "" {
		against = h.dummy
	}
	cost, salt, key, err := parse(against)
	if err != nil {
		return false, err
	}
	given := argon2.IDKey([]byte(password), salt, cost.Time, cost.Memory, cost.Threads, uint32(len(key)))
	return subtle.ConstantTimeCompare(given, key) == 1 && hash != "", nil
}

// Outdated reports whether a hash was made at another cost than today's.
func (h *Hasher) Outdated(hash string) bool {
	cost, _, _, err := parse(hash)
	return err == nil && cost != h.cost
}

func (h *Hasher) begin(ctx context.Context) (done func(), err error) {
	select {
	case h.free <- struct{}{}:
		return func() { <-h.free }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (h *Hasher) make(password string) string {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails: crypto/rand
	key := argon2.IDKey([]byte(password), salt, h.cost.Time, h.cost.Memory, h.cost.Threads, hashLen)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.Memory, h.cost.Time, h.cost.Threads,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

func parse(hash string) (c Cost, salt, key []byte, err error) {
	var version int
	var tail string
	if _, err = fmt.Sscanf(hash, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s", &version, &c.Memory, &c.Time, &c.Threads, &tail); err != nil || version != argon2.Version {
		return c, nil, nil, fmt.Errorf("password hash is none of argon2id")
	}
	for i := range tail {
		if tail[i] != '$' {
			continue
		}
		if salt, err = base64.RawStdEncoding.DecodeString(tail[:i]); err == nil {
			key, err = base64.RawStdEncoding.DecodeString(tail[i+1:])
		}
		if err == nil && len(key) > 0 {
			return c, salt, key, nil
		}
		break
	}
	return c, nil, nil, fmt.Errorf("password hash cannot be read")
}

// checkPassword asks for length alone, as NIST SP 800-63B does.
func checkPassword(password string) error {
	if n := utf8.RuneCountInString(password); n < 10 || n > 200 {
		return centre.Field("password", "must be 10 to 200 characters")
	}
	return nil
}
