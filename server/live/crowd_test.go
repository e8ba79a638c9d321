package live_test

import (
	"testing"

	"switchboard/server/live"
)

func TestMoreSocketsThanPlacesAreToldToComeBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{}, func(o *live.Options) { o.Sockets = 2 })
	for range 3 { // who is not let in keeps no place
		if code := w.screen().dial(n.url + "/ws/visitor?token=eve").closed(); code != 4003 {
			t.Fatalf("a stranger: closed with %d", code)
		}
	}
	first, second := w.screen().dial(n.url+"/ws/agent"), w.screen().dial(n.url+"/ws/visitor?token=ada")
	first.next("snapshot")
	second.next("snapshot")

	third := w.screen().dial(n.url + "/ws/agent")
	if code := third.closed(); code != 4000 {
		t.Errorf("closed with %d, want 4000", code)
	}
	if bye := third.frames[len(third.frames)-1]; bye["type"] != "bye" || bye["retry"] != true {
		t.Errorf("last words %v", bye)
	}
	if n.Sockets() != 2 || n.TurnedAway() != 1 {
		t.Errorf("%d sockets, %d turned away", n.Sockets(), n.TurnedAway())
	}
	first.until(w.happen(n.bus, thing(1), toMia)) // those who are here notice nothing

	first.cut()
	eventually(t, "a place is free", func() bool { return n.Sockets() == 1 })
	third.dial(n.url + "/ws/agent").next("snapshot")
}
