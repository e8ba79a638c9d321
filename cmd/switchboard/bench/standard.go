package bench

// standard is what a figure is held against.
type standard struct {
	title    string // what it is, for people
	unit     string
	promised float64
	atLeast  bool   // the promise is a floor, otherwise a ceiling
	open     bool   // nothing is promised
	limit    string // by its name among limits; empty: there is none
	peer     string // what others reach, measured on two cores like these
}

var standards = map[string]standard{
	"start_ms":          {title: "start to first 200, schema up to date", unit: "ms", promised: 300, limit: "bare_start_ms", peer: "libredesk 200 ms"},
	"offer_p50_ms":      {title: "chat begun → offer on the agent's socket, p50", unit: "ms", promised: 5, limit: "echo_p50_ms", peer: "libredesk 630 ms set to 1 s, 156 s as it comes"},
	"offer_p99_ms":      {title: "chat begun → offer on the agent's socket, p99", unit: "ms", promised: 20, limit: "echo_p99_ms", peer: "libredesk 1,010 ms set to 1 s, 300 s as it comes"},
	"push_p50_ms":       {title: "customer's message → agent's socket, p50", unit: "ms", promised: 1.5, limit: "echo_p50_ms", peer: "libredesk 3.5 ms; centrifugo, which keeps nothing, 0.28 ms"},
	"push_p99_ms":       {title: "customer's message → agent's socket, p99", unit: "ms", promised: 4, limit: "echo_p99_ms", peer: "libredesk 8.4 ms; centrifugo, which keeps nothing, 0.68 ms"},
	"routed_per_s":      {title: "accepted, routed and ended, a second", unit: "1/s", promised: 1000, atLeast: true, limit: "tx_per_s", peer: "libredesk 150/s"},
	"board_p99_ms":      {title: "event → board's frame, 500 agents, p99", unit: "ms", promised: 250, limit: "echo_p99_ms", peer: "Connect 15 s, libredesk 5 min"},
	"api_calls_per_s":   {title: "authenticated reads a second", unit: "1/s", promised: 10_000, atLeast: true, limit: "hello_per_s", peer: "libredesk 28/s by key"},
	"sockets":           {title: "sockets open on one node", unit: "sockets", promised: 10_000, atLeast: true, limit: "files"},
	"socket_kb":         {title: "memory of a quiet socket", unit: "kB", promised: 12, limit: "bare_socket_kb", peer: "centrifugo 48 kB, libredesk 23.6 kB"},
	"decision_p99_ms":   {title: "a routing decision, 1,000 agents, 10,000 waiting, p99", unit: "ms", promised: 5, limit: "commit_p99_ms"},
	"assignments_per_s": {title: "assignments a second out of a backlog", unit: "1/s", promised: 3000, atLeast: true, limit: "batched_per_s", peer: "libredesk 119/s"},
	"kill_lost":         {title: "acknowledged and lost over kill -9", unit: "turns", promised: 0, peer: "libredesk 31 to 85 % never routed"},
	"kill_doubled":      {title: "doubled over kill -9", unit: "turns", promised: 0},
	"list_70k_p99_ms":   {title: "list of 30 of 70,000 tickets, p99", unit: "ms", promised: 3, limit: "hello_p99_ms", peer: "libredesk 255 ms"},
	"list_1m_p99_ms":    {title: "list of 30 of 1,000,000 tickets, p99", unit: "ms", promised: 3, limit: "hello_p99_ms"},
	"search_1m_p99_ms":  {title: "search among 1,000,000 customers, p99", unit: "ms", open: true, limit: "hello_p99_ms"},
}

// keeps reports whether a value is as promised.
func (s standard) keeps(value float64) bool {
	if s.atLeast {
		return value >= s.promised
	}
	return value <= s.promised
}

// promise tells what is promised: "≤ 20 ms".
func (s standard) promise() string {
	switch {
	case s.open:
		return "–"
	case s.atLeast:
		return "≥ " + number(s.promised) + " " + s.unit
	default:
		return "≤ " + number(s.promised) + " " + s.unit
	}
}
