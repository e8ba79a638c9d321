package callday

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"
)

// numbers is a row of a CSV of figures.
type numbers struct {
	column map[string]int
	row    []string
	wrong  error // the first field that could not be read
}

// eachRow reads a CSV with a header.
func eachRow(path string, read func(*numbers)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows := csv.NewReader(f)
	header, err := rows.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	r := numbers{column: map[string]int{}}
	for i, name := range header {
		r.column[name] = i
	}
	for {
		if r.row, err = rows.Read(); errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			read(&r)
			err = r.wrong
		}
		if err != nil {
			line, _ := rows.FieldPos(0)
			return fmt.Errorf("%s: line %d: %w", path, line, err)
		}
	}
}

func (r *numbers) text(column string) string {
	at, ok := r.column[column]
	if !ok {
		r.refuse(fmt.Errorf("no column %q", column))
		return ""
	}
	return r.row[at]
}

func (r *numbers) refuse(err error) {
	if r.wrong == nil {
		r.wrong = err
	}
}

func (r *numbers) number(column string) float64 {
	text := r.text(column)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.refuse(fmt.Errorf("%s is %q, which is no number", column, text))
	}
	return n
}

func (r *numbers) clock(column string) time.Duration {
	text := r.text(column)
	t, err := time.Parse("15:04", text)
	if err != nil {
		r.refuse(fmt.Errorf("%s is %q, which is no time of day like 07:05", column, text))
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}
