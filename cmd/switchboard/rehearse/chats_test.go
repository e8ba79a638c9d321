package rehearse

import (
	"testing"

	"switchboard/cmd/switchboard/simulate"
)

func TestChatsInVirtualTime(t *testing.T) {
	t.Parallel()
	c := Chatting{Scripts: simulate.Builtin, Chats: 500, AtOnce: 30, Agents: 20, Seed: 1}
	enough := Chats(c)
	if got := enough.Classes[0]; got.Offered != 500 || len(got.Answered)+len(got.Abandoned) != 500 || got.AbandonRate(0) > .01 {
		t.Errorf("with twenty agents for thirty chats: %d came, %d were served, %d left", got.Offered, len(got.Answered), len(got.Abandoned))
	}
	c.Agents = 5 // fifteen chats at most
	few := Chats(c)
	if got := few.Classes[0]; got.AbandonRate(0) < .2 {
		t.Errorf("with five agents only %.1f %% leave", 100*got.AbandonRate(0))
	}
}
