package agent

import (
	"context"
	"strings"
	"testing"
)

func TestPasswordHashes(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	cheap, dearer := NewHasher(Cost{Memory: 64, Time: 1, Threads: 1}, 1), NewHasher(Cost{Memory: 64, Time: 2, Threads: 1}, 1)
	hash, err := cheap.Hash(ctx, "correct horse")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("got %q, %v", hash, err)
	}

	for password, want := range map[string]bool{"correct horse": true, "correct horses": false, "": false} {
		if got, err := dearer.Matches(ctx, hash, password); got != want || err != nil {
			t.Errorf("%q matches: %v, %v", password, got, err)
		}
	}
	if again, _ := cheap.Hash(ctx, "correct horse"); again == hash {
		t.Error("two hashes have one salt")
	}
	if cheap.Outdated(hash) || !dearer.Outdated(hash) || cheap.Outdated("") {
		t.Error("the cost of a hash is misread")
	}
	if got, err := cheap.Matches(ctx, "", "anything"); got || err != nil {
		t.Errorf("an empty hash matches: %v, %v", got, err)
	}
	for _, broken := range []string{"plain", "$argon2id$v=19$m=64,t=1,p=1$x", "$argon2id$v=16$m=64,t=1,p=1$c2FsdA$a2V5"} {
		if _, err := cheap.Matches(ctx, broken, "anything"); err == nil {
			t.Errorf("%q was read", broken)
		}
	}
}

func TestHasherKeepsToItsNumber(t *testing.T) {
	t.Parallel()
	h := NewHasher(Cost{Memory: 64, Time: 1, Threads: 1}, 1)
	done, err := h.begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := h.Hash(ctx, "correct horse"); err == nil {
		t.Error("a second hash did not wait")
	}
}
