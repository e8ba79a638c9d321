package bench

// standard is what a figure is held against.
type standard struct {
	promised float64
	atLeast  bool   // the promise is a floor, otherwise a ceiling
	open     bool   // nothing is promised
	limit    string // by its name among limits; empty: there is none
	peer     string // what others reach, measured on two cores like these
}

var standards = map[string]standard{
	"start_ms":          {promised: 300, limit: "bare_start_ms", peer: "libredesk 200 ms"},
	"offer_p50_ms":      {promised: 5, limit: "echo_p50_ms", peer: "libredesk 630 ms set to 1 s, 156 s as it comes"},
	"offer_p99_ms":      {promised: 20, limit: "echo_p99_ms", peer: "libredesk 1,010 ms set to 1 s, 300 s as it comes"},
	"push_p50_ms":       {promised: 1.5, limit: "echo_p50_ms", peer: "libredesk 3.5 ms; centrifugo, which keeps nothing, 0.28 ms"},
	"push_p99_ms":       {promised: 4, limit: "echo_p99_ms", peer: "libredesk 8.4 ms; centrifugo, which keeps nothing, 0.68 ms"},
	"routed_per_s":      {promised: 1000, atLeast: true, limit: "tx_per_s", peer: "libredesk 150/s"},
	"board_p99_ms":      {promised: 250, limit: "echo_p99_ms", peer: "Connect 15 s, libredesk 5 min"},
	"api_calls_per_s":   {promised: 10_000, atLeast: true, limit: "hello_per_s", peer: "libredesk 28/s by key"},
	"sockets":           {promised: 10_000, atLeast: true, limit: "files"},
	"socket_kb":         {promised: 12, limit: "bare_socket_kb", peer: "centrifugo 48 kB, libredesk 23.6 kB"},
	"decision_p99_ms":   {promised: 5, limit: "commit_p99_ms"},
	"assignments_per_s": {promised: 3000, atLeast: true, limit: "batched_per_s", peer: "libredesk 119/s"},
	"kill_lost":         {promised: 0, peer: "libredesk 31 to 85 % never routed"},
	"kill_doubled":      {promised: 0},
	"list_70k_p99_ms":   {promised: 3, limit: "hello_p99_ms", peer: "libredesk 255 ms"},
	"list_1m_p99_ms":    {promised: 3, limit: "hello_p99_ms"},
	"search_1m_p99_ms":  {open: true, limit: "hello_p99_ms"},
}

// keeps reports whether a value is as promised.
func (s standard) keeps(value float64) bool {
	if s.atLeast {
		return value >= s.promised
	}
	return value <= s.promised
}
