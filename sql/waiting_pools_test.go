package sql_test

import (
	"slices"
	"testing"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
)

// The router looks no further than where work waits.
func TestWhereWorkWaits(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	waits := func(want bool, when string) {
		t.Helper()
		pools, err := k.Store.Read().WaitingPools(k.ctx)
		k.must(err)
		if slices.Contains(pools, k.Site) != want {
			t.Errorf("%s work waits in %v", when, pools)
		}
	}
	waits(false, "before anybody came")
	_, m, err := k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "hello?", ClientID: "first"})
	k.must(err)
	waits(true, "when somebody came")
	k.decide()
	waits(false, "when it is on offer")
	var offer centre.OfferID
	k.must(k.DB.Get(&offer, `SELECT id FROM offers WHERE open`))
	k.must(k.routing.Reject(k.ctx, k.ana, offer, "busy"))
	waits(true, "when it was let pass")
	k.must(k.chats.Leave(k.ctx, k.visitor))
	waits(false, "when it was left: "+string(m.ContactID))
}
