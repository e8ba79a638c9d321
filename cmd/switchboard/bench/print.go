package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// Print writes figures as they come: a JSON object a line, or a table's rows.
func Print(w io.Writer, asJSON bool, figures []Figure) error {
	for _, f := range figures {
		f.Note += f.held()
		if asJSON {
			if err := json.NewEncoder(w).Encode(f); err != nil {
				return err
			}
		} else if _, err := fmt.Fprintf(w, row, f.Name, f.seen(), f.promised(), f.ratio(), f.N, f.Note); err != nil {
			return err
		}
	}
	return nil
}

// Head writes the table's first line.
func Head(w io.Writer) error {
	_, err := fmt.Fprintf(w, row, "figure", "seen", "promised", "of limit", "n", "how; beside what")
	return err
}

const row = "%-18s %14s  %-20s %9s %8v  %s\n"

func (f *Figure) seen() string {
	if f.Value == nil {
		return "–"
	}
	return number(*f.Value) + " " + f.Unit
}

// promised tells the promise and, where there is a value, whether it is kept.
func (f *Figure) promised() string {
	s := standards[f.Name]
	text := s.promise()
	if s.open || f.Value == nil || s.keeps(*f.Value) {
		return text
	}
	return text + ", short"
}

func (f *Figure) ratio() string {
	if f.Value == nil || f.beside == nil || f.beside.value == 0 {
		return "–"
	}
	return strconv.FormatFloat(*f.Value/f.beside.value, 'g', 3, 64) + " ×"
}

// held names the limit of the same run with the ratio, and the peer.
func (f *Figure) held() string {
	text := ""
	if f.beside != nil {
		text += fmt.Sprintf("; limit: %s %s, %s", f.beside.limit, number(f.beside.value), f.ratio())
	}
	if peer := standards[f.Name].peer; peer != "" {
		text += "; peer: " + peer
	}
	return text
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
