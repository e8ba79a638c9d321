package chat

import "testing"

func TestEveryLanguageSaysEverything(t *testing.T) {
	t.Parallel()
	english := languages["en"]
	for name, s := range languages {
		said := map[string]bool{s.stillThere: true, s.noAnswer: true, s.preferCall: true, s.manyWait: true}
		for action := range english.overflow {
			said[s.overflow[action]] = true
		}
		if len(said) != 4+len(english.overflow) || said[""] {
			t.Errorf("%s leaves something unsaid: %v", name, said)
		}
	}
}
