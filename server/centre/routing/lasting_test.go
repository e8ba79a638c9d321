package routing

import (
	"testing"
	"time"
)

func TestLasting(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0 s", 400 * time.Millisecond: "0 s", 48*time.Second + 600*time.Millisecond: "49 s", time.Minute: "1 min", 90 * time.Second: "1 min 30 s",
		time.Hour + 4*time.Second: "1 h", 2*time.Hour + 10*time.Minute + 59*time.Second: "2 h 10 min", 76 * time.Hour: "3 d 4 h",
	} {
		if got := lasting(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}
