package simulate

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Script is what one customer says in one chat, turn by turn.
type Script struct {
	Name     string // of the conversation, for reports
	Customer string // who speaks; empty: nobody says
	Queue    string // name of the queue they choose; empty: the server's first
	Turns    []string
}

// ReadScripts reads conversations from a CSV file, gzipped or not, with a header that
// names at least domain, conversation and utterance; rows of a conversation stand
// together. It reads limit conversations, or all when limit is 0.
func ReadScripts(path string, limit int) ([]Script, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		zipped, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		defer zipped.Close()
		r = zipped
	}
	scripts, err := parseScripts(csv.NewReader(r), limit)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return scripts, nil
}

func parseScripts(rows *csv.Reader, limit int) ([]Script, error) {
	header, err := rows.Read()
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range header {
		column[name] = i
	}
	for _, name := range []string{"domain", "conversation", "utterance"} {
		if _, ok := column[name]; !ok {
			return nil, fmt.Errorf("no column %q in the header %v", name, header)
		}
	}
	var scripts []Script
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return scripts, nil
		}
		if err != nil {
			return nil, err
		}
		text := strings.TrimSpace(row[column["utterance"]])
		if text == "" {
			continue
		}
		name := row[column["domain"]] + " " + row[column["conversation"]]
		if n := len(scripts); n == 0 || scripts[n-1].Name != name {
			if limit > 0 && n == limit {
				return scripts, nil
			}
			scripts = append(scripts, Script{Name: name})
		}
		last := &scripts[len(scripts)-1]
		last.Turns = append(last.Turns, text)
	}
}
