package rehearse

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"switchboard/cmd/switchboard/callday"
)

const header = "date,vru_entry,line,call_id,customer,priority,type,vru_time,q_start,q_time,outcome,ser_start,ser_time,server\n"

// Three wait in the line of PS when a service begins there at 9:02:00: who came first, one of
// high priority 89 s later, one 91 s later. One hung up before, one waits in another line.
const order = header +
	"1999-05-22,09:00:00,A,1,0,0,PS,0,09:00:00,120,AGENT,09:02:00,60,A1\n" +
	"1999-05-22,08:59:00,A,2,0,0,PS,0,08:59:00,119,HANG,,0,\n" +
	"1999-05-22,08:58:00,A,2,0,0,NE,0,08:58:00,900,HANG,,0,\n" +
	"1999-05-22,09:01:29,A,3,7,2,PS,0,09:01:29,91,AGENT,09:03:00,60,A1\n" +
	"1999-05-22,09:01:31,A,4,8,2,PS,0,09:01:31,149,AGENT,09:04:00,60,A1\n" +
	"1999-06-01,09:00:00,A,1,0,0,PS,0,09:00:00,100,AGENT,09:01:40,60,A1\n" + // taken within the tolerance of who should be
	"1999-06-01,09:00:10,A,2,7,2,PS,0,09:00:10,92,AGENT,09:01:42,60,A2\n" +
	"1999-06-01,09:00:11,A,3,7,2,PS,0,09:00:11,91,AGENT,09:01:42,60,A3\n" +
	"1999-06-02,09:00:00,A,1,0,0,PS,0,09:00:00,200,AGENT,09:03:20,60,A1\n" + // passed by who has the credit
	"1999-06-02,09:01:00,A,2,7,2,PS,0,09:01:00,60,AGENT,09:02:00,60,A2\n"

func TestReplayOrder(t *testing.T) {
	t.Parallel()
	got, err := ReplayOrder(callday.Read(strings.NewReader(order)))
	if err != nil {
		t.Fatal(err)
	}
	want := []Agreement{
		// At 9:02:00 the one of 9:01:29 has 90 + 31 s against 120; at 9:04:00 there is no choice.
		{Month: "1999-05", Starts: 2, Ours: 1, FIFO: 2},
		{Month: "1999-06", Starts: 4, Ours: 4, FIFO: 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := ReplayOrder(callday.Read(strings.NewReader(order + strings.SplitAfter(order, "\n")[1]))); err == nil || !strings.Contains(err.Error(), "line 12: a call of 1999-05-22, apart") {
		t.Errorf("a call apart from its day: %v", err)
	}
}

func TestOurOrderIsTheBanks(t *testing.T) {
	t.Parallel()
	months, err := ReplayOrder(callday.ReadFile(real(t, "anonymous-bank-1999", "calls_1999_jan-jul.csv.gz"), nil))
	if err != nil {
		t.Fatal(err)
	}
	var total Agreement
	for _, m := range months {
		ours, fifo := m.Shares()
		t.Logf("%s: %d starts, ours %.1f %%, FIFO %.1f %%", m.Month, m.Starts, 100*ours, 100*fifo)
		total.Add(m)
	}
	ours, fifo := total.Shares()
	if t.Logf("ours %.2f %%, FIFO %.2f %%", 100*ours, 100*fifo); ours < .8 || ours-fifo < .1 {
		t.Error("ours should agree in 80 % and in 10 points more than FIFO")
	}
}
