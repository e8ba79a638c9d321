package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"

	"switchboard/cmd/switchboard/simulate"
)

// board has one of 500 agents after another come and go while a supervisor looks on.
func board(ctx context.Context, s *stage) ([]Figure, error) {
	conn, err := s.agent(0).console(ctx, "board")
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	var times []time.Duration
	for n := range s.scale(100, 12) {
		agent := consoles + 1 + n
		if err := conn.WriteJSON(map[string]any{"type": "ping", "t": 0}); err != nil {
			return nil, err
		}
		sent := time.Now()
		if err := s.agent(agent).do(ctx, http.MethodPut, "/me/status", map[string]string{"status": "away", "reason": "break", "when": "now"}, nil); err != nil {
			return nil, err
		}
		came, err := shown(conn, name(agent))
		if err != nil {
			return nil, err
		}
		times = append(times, came.Sub(sent))
		if err := simulate.Pause(ctx, 100*time.Millisecond+rand.N(time.Second)); err != nil { // no matter when the last board went out
			return nil, err
		}
	}
	note := "an agent's status → the board that shows it; 500 agents, one change at a time"
	if s.Quick {
		slowest := milliseconds(slices.Max(times))
		return []Figure{ungiven("board_p99_ms", fmt.Sprintf("%s: the slowest of %d took %.0f ms, which is no p99; run without --quick", note, len(times), slowest))}, nil
	}
	return []Figure{percentile("board_p99_ms", .99, times, note)}, nil
}

// shown reads boards until one has the agent away.
func shown(conn *websocket.Conn, agent string) (time.Time, error) {
	for {
		_, raw, err := conn.ReadMessage()
		if err != nil {
			return time.Time{}, err
		}
		came := time.Now()
		var f struct {
			Board struct {
				Agents []struct {
					Name   string `json:"name"`
					Status string `json:"status"`
				} `json:"agents"`
			} `json:"board"`
		}
		if err := json.Unmarshal(raw, &f); err != nil {
			return time.Time{}, err
		}
		for _, a := range f.Board.Agents {
			if a.Name == agent && a.Status == "away" {
				return came, nil
			}
		}
	}
}
