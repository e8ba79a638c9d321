package rehearse

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"switchboard/cmd/switchboard/simulate"
	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/routing/virtual"
)

// Chatting is a floor of chats.
type Chatting struct {
	Scripts []simulate.Script
	Chats   int // in all
	AtOnce  int // of them at the same time, in the mean, were nobody to wait
	Agents  int
	Seed    uint64
}

// wrap is how long an agent takes over a chat that has ended: a reaction, in the mean.
const wrap = 2500 * time.Millisecond

// Chats has customers speak the scripts and agents answer, as package simulate has them, in
// virtual time. They come at random, as often as there are chats at once in the mean.
func Chats(c Chatting) virtual.Report {
	rng := rand.New(rand.NewPCG(c.Seed, 0))
	class := &virtual.Class{Name: "chats", QueueID: line, Channel: routing.Chat, Tier: "C", WrapUp: wrap, Ring: 20 * time.Second}
	arrivals := make([]virtual.Arrival, c.Chats)
	talks := 0.0
	for i := range arrivals {
		talk := c.Scripts[i%len(c.Scripts)].Talk(rng)
		talks += talk
		arrivals[i] = virtual.Arrival{Class: class, Patience: virtual.Seconds(simulate.Patience(rng)), Service: virtual.Seconds(talk)}
	}
	apart, at := talks/float64(c.Chats)/float64(c.AtOnce), 0.0
	for i := range arrivals {
		at += apart * rng.ExpFloat64()
		arrivals[i].At = virtual.Seconds(at)
	}
	agents := make([]virtual.Agent, c.Agents)
	for i := range agents {
		dice := rand.New(rand.NewPCG(c.Seed, uint64(1+i)))
		agents[i] = virtual.Agent{
			ID: centre.AgentID(fmt.Sprintf("agent%03d", i+1)), Queues: []centre.QueueID{line},
			Answers: func(int) virtual.Answer { return virtual.Answer{After: virtual.Seconds(simulate.Reaction(dice))} },
		}
	}
	return virtual.Run(virtual.Day{Opens: midnight, Arrivals: slices.Values(arrivals), Agents: agents})
}
