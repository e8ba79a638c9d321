package bench

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// processor is time that processors worked: for the server, for its Postgres and Redis,
// and for this process, which is the load.
type processor struct{ server, stores, load time.Duration }

func (p processor) less(q processor) processor {
	return processor{p.server - q.server, p.stores - q.stores, p.load - q.load}
}

// meter starts to count processor time. What it gives tells of it by the thing, of which
// there were n: the wall's time says nothing where a machine is shared. It says nothing
// where the system does not tell.
func (s *stage) meter() func(n int) string {
	began, err := s.processor()
	return func(n int) string {
		now, nowErr := s.processor()
		if err != nil || nowErr != nil || n == 0 {
			return ""
		}
		p := now.less(began)
		each := func(d time.Duration) string {
			return strconv.FormatFloat(float64(d.Microseconds())/1000/float64(n), 'g', 2, 64)
		}
		return fmt.Sprintf("; processor: %s ms each (server %s, Postgres and Redis %s, load %s)",
			each(p.server+p.stores+p.load), each(p.server), each(p.stores), each(p.load))
	}
}

// processor reads what was spent so far. What we started and is not the server keeps data.
func (s *stage) processor() (processor, error) {
	all, err := processes()
	p := processor{load: all[os.Getpid()].spent}
	server := 0
	if s.server != nil {
		server = s.server.Process.Pid
	}
	for pid, one := range all {
		for up := pid; up != 0 && up != os.Getpid(); up = all[up].parent {
			switch {
			case up == server:
				p.server += one.spent
			case all[up].parent == os.Getpid():
				p.stores += one.spent + one.waited
			}
		}
	}
	return p, err
}

// process is what the system tells of one.
type process struct {
	parent int
	spent  time.Duration // by itself
	waited time.Duration // by its children that have ended
}

// processes are those there are now, by their ids.
func processes() (map[int]process, error) {
	entries, err := os.ReadDir("/proc")
	all := map[int]process{}
	for _, e := range entries {
		pid, notOne := strconv.Atoi(e.Name())
		if notOne != nil {
			continue
		}
		stat, gone := os.ReadFile("/proc/" + e.Name() + "/stat")
		if gone != nil {
			continue
		}
		if p, ok := parseStat(string(stat)); ok {
			all[pid] = p
		}
	}
	return all, err
}

// tick is the unit of /proc/<pid>/stat, the same on every Linux.
const tick = 10 * time.Millisecond

// parseStat reads /proc/<pid>/stat. The second field is a name in brackets that may hold
// anything.
func parseStat(stat string) (p process, ok bool) {
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 15 {
		return p, false
	}
	number := func(field int) int { n, _ := strconv.Atoi(fields[field-3]); return n }
	return process{
		parent: number(4),
		spent:  time.Duration(number(14)+number(15)) * tick,
		waited: time.Duration(number(16)+number(17)) * tick,
	}, true
}
