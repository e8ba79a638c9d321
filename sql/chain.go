package sql

import (
	"bytes"
	"context"
	"fmt"
)

// chainBatch is how many events VerifyChain reads at once.
const chainBatch = 5000

// BrokenChain is where the stamped journal is not as it was written.
type BrokenChain struct {
	Pos  int64
	What string
}

func (b *BrokenChain) Error() string { return fmt.Sprintf("at position %d: %s", b.Pos, b.What) }

// VerifyChain reads the stamped journal from its beginning to its head and computes the
// hash chain again. It gives the number of events found in order, and a *BrokenChain when
// one was changed, removed or put in between afterwards. Who rewrites every hash
// from there to the head stays unseen, unless a hash was written down elsewhere.
func (s *Store) VerifyChain(ctx context.Context) (int64, error) {
	var head headRow
	if err := s.Read().one(ctx, "head-of-stream", &head); err != nil {
		return 0, err
	}
	pos, hash := int64(0), []byte{}
	for pos < head.Pos {
		var links []link
		if err := s.Read().all(ctx, "chain", &links, pos, head.Pos, chainBatch); err != nil {
			return pos, err
		}
		if len(links) == 0 {
			return pos, &BrokenChain{pos + 1, "the stream ends before its head"}
		}
		for _, l := range links {
			var err error
			if hash, err = l.verify(pos, hash); err != nil {
				return pos, err
			}
			pos = l.Pos
		}
	}
	if !bytes.Equal(hash, head.Hash) {
		return pos, &BrokenChain{pos, "the head has another hash"}
	}
	return pos, nil
}

// link is one event of the chain as it is kept.
type link struct {
	eventRow
	Hash []byte `db:"hash"`
	Gone bool   `db:"gone"`
}

// verify gives the link's hash if it is what follows from those before.
func (l link) verify(pos int64, before []byte) ([]byte, error) {
	switch {
	case l.Pos != pos+1:
		return nil, &BrokenChain{pos + 1, "there is no event"}
	case l.Gone:
		return nil, &BrokenChain{l.Pos, "the event is gone from the journal"}
	}
	hash := l.chain(before)
	if !bytes.Equal(hash, l.Hash) {
		return nil, &BrokenChain{l.Pos, fmt.Sprintf("event %d is not as it was stamped", l.ID)}
	}
	return hash, nil
}
