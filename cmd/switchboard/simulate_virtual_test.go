package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// said runs the program and gives what it printed and how it ended.
func said(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, progress bytes.Buffer
	err := run(t.Context(), args, nil, &out, &progress)
	return out.String(), err
}

// written writes a file for a test.
func written(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const someCalls = "date,vru_entry,line,call_id,customer,priority,type,vru_time,q_start,q_time,outcome,ser_start,ser_time,server\n" +
	"1999-06-02,09:00:00,A,1,0,0,PS,0,09:00:00,200,AGENT,09:03:20,60,A1\n" +
	"1999-06-02,09:00:30,A,2,0,0,PS,0,09:00:30,20,HANG,,0,\n" +
	"1999-06-02,09:01:00,A,3,7,2,PS,0,09:01:00,60,AGENT,09:02:00,60,A2\n" +
	"1999-06-03,09:01:00,A,3,7,2,NW,0,09:01:00,60,AGENT,09:02:00,60,A2\n"

func TestDaysInVirtualTime(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	calls := written(t, dir, "calls.csv", someCalls)
	written(t, dir, "classes.csv", "name,mean_service_s,mean_patience_s,holding_cost_per_hour,daily_arrivals\nRetail,200,500,24,30\nBusiness,220,420,30,10\n")
	written(t, dir, "intervals_5min.csv", "start,agents,arrivals_total,Retail,Business\n07:00,3,20,15,5\n07:05,4,20,15,5\n")
	for name, c := range map[string]struct {
		args []string
		want []string
	}{
		"a day of calls":  {[]string{"simulate", "calls", calls, "--day", "1999-06-02", "--virtual"}, []string{"3 callers · at most 6 agents", "virtual        3       3          0", "really        3       2          1"}},
		"part of it":      {[]string{"simulate", "calls", calls, "--day", "1999-06-02", "--virtual", "--from", "9h30s"}, []string{"2 callers"}},
		"a built-in day":  {[]string{"simulate", "calls", "--virtual", "--agents", "3"}, []string{"Gans, Koole, Mandelbaum 2003", "at most 3 agents"}},
		"chats":           {[]string{"simulate", "chats", "--virtual", "--chats", "50"}, []string{"virtual       50      5"}},
		"classes":         {[]string{"simulate", "usbank", dir}, []string{"40 callers of 2 classes", "Business", "cost of waiting"}},
		"the real order":  {[]string{"replay-order", calls}, []string{"1999-06       1  100.0 %  0.0 %", "total       1"}},
		"of two files":    {[]string{"replay-order", calls, calls}, []string{"total       2"}},
		"agents who wrap": {[]string{"simulate", "calls", calls, "--day", "1999-06-03", "--virtual", "--wrap-up", "1m", "--answer", "5s"}, []string{"5.0 s"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := said(t, c.args...)
			if err != nil {
				t.Error(err)
			}
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("it does not say %q:\n%s", want, text)
				}
			}
		})
	}
}

func TestDaysThatCannotBe(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	calls := written(t, dir, "calls.csv", someCalls)
	broken := written(t, dir, "broken.csv", strings.Replace(someCalls, ",20,HANG", ",?,HANG", 1))
	written(t, dir, "classes.csv", "name,mean_service_s\nRetail,long\n")
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"which day":      {[]string{"simulate", "calls", calls, "--virtual"}, calls + ": calls of 2 days, 1999-06-02 to 1999-06-03: say which day"},
		"a bad line":     {[]string{"simulate", "calls", broken, "--virtual"}, broken + `: line 3: q_time is "?", which is no whole number`},
		"and again":      {[]string{"replay-order", broken}, broken + `: line 3: q_time is "?", which is no whole number`},
		"nobody calls":   {[]string{"simulate", "calls", calls, "--day", "1999-06-03", "--to", "9h"}, "nobody calls from 0s to 9h0m0s"},
		"too fast":       {[]string{"simulate", "calls", "--speed", "61"}, "--agents must be 0 or more, --speed from 1 to 60"},
		"no such folder": {[]string{"simulate", "usbank", filepath.Join(dir, "x")}, "open " + filepath.Join(dir, "x", "classes.csv") + ": no such file or directory"},
		"a bad rate":     {[]string{"simulate", "usbank", dir}, filepath.Join(dir, "classes.csv") + `: line 2: mean_service_s is "long", which is no number`},
		"no chats":       {[]string{"simulate", "chats", "--chats", "0"}, "--chats, --at-once and --agents must be 1 or more, and FILE hold conversations"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := said(t, c.args...); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
