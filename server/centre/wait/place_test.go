package wait

import "testing"

func TestTold(t *testing.T) {
	t.Parallel()
	for _, step := range [][]struct{ is, told Place }{
		{ // somebody of higher rank came in between: the time alone, until the old place is reached
			{at(5, 150), at(5, 150)}, {at(4, 120), at(4, 120)}, {at(6, 210), at(0, 210)}, {at(5, 150), at(0, 150)}, {at(4, 120), at(4, 120)}, {at(2, 60), at(2, 60)},
		},
		{ // a step up is within what we know, two are not
			{at(3, 90), at(3, 90)}, {at(3, 120), at(3, 90)}, {at(3, 150), at(3, 150)}, {at(3, 60), at(3, 60)},
		},
		{ // a minute's step beyond five minutes
			{at(9, 600), at(9, 600)}, {at(9, 660), at(9, 600)}, {at(9, 720), at(9, 720)},
		},
		{ // the staff left, and came back
			{at(2, 60), at(2, 60)}, {Place{Position: 2}, Place{Position: 2}}, {at(2, 90), at(2, 90)},
		},
	} {
		var told Told
		for n, s := range step {
			if told = told.Then(s.is); !told.Same(s.told) {
				t.Errorf("step %d: place %v is told as %v, want %v", n+1, show(s.is), show(told.Place), show(s.told))
			}
		}
	}
}

func at(position, seconds int) Place { return Place{Position: position, WaitS: &seconds} }

func show(p Place) [2]int {
	if p.WaitS == nil {
		return [2]int{p.Position, -1}
	}
	return [2]int{p.Position, *p.WaitS}
}
