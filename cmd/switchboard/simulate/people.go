package simulate

import "math/rand/v2"

// Typing is how many seconds somebody takes to read, think and type a text: 40 words a minute
// after 2 s, give or take half.
func Typing(text string, rnd *rand.Rand) float64 {
	words := float64(len(text)) / 6
	return (2 + words*1.5) * (0.5 + rnd.Float64())
}

// Reaction is how many seconds somebody takes to press a button: 1 to 4.
func Reaction(rnd *rand.Rand) float64 { return 1 + 3*rnd.Float64() }

// Patience is how many seconds a customer waits for the first answer: exponential, 240 in the
// mean beyond the 20 that everybody waits.
func Patience(rnd *rand.Rand) float64 { return 20 + 240*rnd.ExpFloat64() }

// Talk is how many seconds a conversation takes from the moment an agent has it: the agent
// answers each turn, and the customer types the next one.
func (s *Script) Talk(rnd *rand.Rand) float64 {
	total := 0.0
	for i, text := range s.Turns {
		if i > 0 {
			total += Typing(text, rnd)
		}
		total += Typing(replies[i%len(replies)], rnd)
	}
	return total
}
