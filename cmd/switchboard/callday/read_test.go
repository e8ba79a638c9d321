package callday

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const header = "date,vru_entry,line,call_id,customer,priority,type,vru_time,q_start,q_time,outcome,ser_start,ser_time,server\n"

func read(text string) (all []Call, err error) {
	for c, err := range Read(strings.NewReader(text)) {
		if err != nil {
			return all, err
		}
		all = append(all, c)
	}
	return all, nil
}

func at(hour, minute, second int) time.Duration {
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
}

const records = header +
	"1999-05-23,07:01:59,AA01,1,0,0,PS,10,,0,AGENT,07:02:10,16,A10\n" +
	"1999-05-23,23:59:55,AA02,2,5330,2,NW,6,00:00:01,140,HANG,,0,\n"

var wanted = []Call{
	{Line: 2, Date: "1999-05-23", Entered: at(7, 1, 59), Customer: "0", Type: "PS", Outcome: Served, ServedAt: at(7, 2, 10), Service: 16 * time.Second, Server: "A10"},
	{Line: 3, Date: "1999-05-23", Entered: at(23, 59, 55), Customer: "5330", Priority: 2, Type: "NW", Outcome: HungUp, Queued: true, QueuedAt: at(24, 0, 1), Waited: 140 * time.Second},
}

func TestReadsCalls(t *testing.T) {
	t.Parallel()
	zipped := new(bytes.Buffer)
	w := gzip.NewWriter(zipped)
	_, err := w.Write([]byte(records))
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"plain": records, "gzipped": zipped.String()} {
		got, err := read(text)
		if diff := cmp.Diff(wanted, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestNamesTheLineThatIsWrong(t *testing.T) {
	t.Parallel()
	good := "1999-05-23,07:01:59,AA01,1,0,0,PS,10,,0,AGENT,07:02:10,16,A10\n"
	for name, c := range map[string]struct{ text, want string }{
		"nothing":            {"", "nothing in it"},
		"another file":       {"a,b\n1,2\n", `line 1: no column "date" in the header ["a" "b"]`},
		"a wait in words":    {header + good + strings.Replace(good, ",,0,AGENT", ",,long,AGENT", 1), `line 3: q_time is "long", which is no whole number`},
		"a date of ours":     {header + strings.Replace(good, "1999-05-23", "23.05.1999", 1), `line 2: date is "23.05.1999", which is no date like 1999-05-23`},
		"served, not when":   {header + strings.Replace(good, "07:02:10", "", 1), `line 2: ser_start is "", which is no time of day like 07:02:59`},
		"an unknown outcome": {header + strings.Replace(good, "AGENT", "LOST", 1), `line 2: outcome is "LOST", which is no AGENT, HANG or PHANTOM`},
		"a line cut short":   {header + good + good[:30] + "\n", "record on line 3: wrong number of fields"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls, err := read(c.text)
			if err == nil || err.Error() != c.want {
				t.Errorf("after %d calls %v, want %s", len(calls), err, c.want)
			}
		})
	}
}

func TestAFileThatIsNotThere(t *testing.T) {
	t.Parallel()
	for _, err := range ReadFile("nowhere.csv", nil) {
		if err == nil || !strings.Contains(err.Error(), "nowhere.csv") {
			t.Errorf("got %v", err)
		}
	}
}
