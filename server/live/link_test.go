package live_test

import (
	"slices"
	"testing"

	"switchboard/server/live"
)

func TestWhoIsHereAndWasGivenUpIsToldOfAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	s := w.screen().dial(n.url + "/ws/agent")
	s.next("snapshot")
	eventually(t, "linked", func() bool { return slices.Equal(w.links(), []string{"linked a"}) })
	w.giveUp()
	eventually(t, "linked again", func() bool { return slices.Equal(w.links(), []string{"linked a", "linked a"}) })
	s.until(w.happen(n.bus, thing(1), toMia)) // the socket has noticed nothing
}
