package callday

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"
	"time"
)

// columns are those that a file of calls must have.
var columns = []string{
	"date", "vru_entry", "customer", "priority", "type", "q_start", "q_time", "outcome", "ser_start", "ser_time", "server",
}

// ReadFile gives the calls of a file, in its order; an error is the last thing it gives.
// What is read of the file is written to seen as well, so that somebody may watch; nil:
// nobody does.
func ReadFile(path string, seen io.Writer) iter.Seq2[Call, error] {
	return func(yield func(Call, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(Call{}, err)
			return
		}
		defer f.Close()
		var r io.Reader = f
		if seen != nil {
			r = io.TeeReader(f, seen)
		}
		for c, err := range Read(r) {
			if !yield(c, err) {
				return
			}
		}
	}
}

// Read gives the calls of a CSV, gzipped or not.
func Read(r io.Reader) iter.Seq2[Call, error] {
	return func(yield func(Call, error) bool) {
		plain, err := unzipped(r)
		if err != nil {
			yield(Call{}, err)
			return
		}
		rows := csv.NewReader(plain)
		rows.ReuseRecord = true
		in, err := readHeader(rows)
		if err != nil {
			yield(Call{}, err)
			return
		}
		for {
			c, err := in.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// unzipped looks at the first bytes: a file's name says little about it.
func unzipped(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	if magic, err := b.Peek(2); err == nil && magic[0] == 0x1f && magic[1] == 0x8b {
		return gzip.NewReader(b)
	}
	return b, nil
}

// reader is a CSV whose header was read.
type reader struct {
	rows   *csv.Reader
	column map[string]int
	row    []string
	wrong  error // the first field of the row that could not be read
}

func readHeader(rows *csv.Reader) (*reader, error) {
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("nothing in it")
	}
	if err != nil {
		return nil, err
	}
	in := &reader{rows: rows, column: map[string]int{}}
	for i, name := range header {
		in.column[name] = i
	}
	for _, name := range columns {
		if _, ok := in.column[name]; !ok {
			return nil, fmt.Errorf("line 1: no column %q in the header %q", name, header)
		}
	}
	return in, nil
}

// next reads a record; io.EOF: there is none.
func (in *reader) next() (Call, error) {
	var err error
	if in.row, err = in.rows.Read(); err != nil {
		return Call{}, err // names its line, or is io.EOF
	}
	in.wrong = nil
	line, _ := in.rows.FieldPos(0)
	c := Call{
		Line: line, Date: in.date("date"), Customer: in.text("customer"), Priority: in.number("priority"),
		Type: in.text("type"), Outcome: in.outcome(), Server: in.text("server"),
		Entered: in.clock("vru_entry"), Waited: in.seconds("q_time"), Service: in.seconds("ser_time"),
		Queued: in.text("q_start") != "",
	}
	if c.Queued {
		c.QueuedAt = c.after(in.clock("q_start"))
	}
	if c.Outcome == Served {
		c.ServedAt = c.after(in.clock("ser_start"))
	}
	if in.wrong != nil {
		return Call{}, fmt.Errorf("line %d: %w", line, in.wrong)
	}
	return c, nil
}

// after is a time of the day as the call met it: one that is hours before the call came is
// of the next day.
func (c *Call) after(at time.Duration) time.Duration {
	if at < c.Entered-12*time.Hour {
		return at + 24*time.Hour
	}
	return at
}

// text gives a field that outlives its row.
func (in *reader) text(column string) string { return in.row[in.column[column]] }

func (in *reader) refuse(column, what string) {
	if in.wrong == nil {
		in.wrong = fmt.Errorf("%s is %q, which is no %s", column, in.text(column), what)
	}
}

func (in *reader) number(column string) int {
	n, err := strconv.Atoi(in.text(column))
	if err != nil {
		in.refuse(column, "whole number")
	}
	return n
}

func (in *reader) seconds(column string) time.Duration {
	return time.Duration(in.number(column)) * time.Second
}

func (in *reader) date(column string) string {
	if _, err := time.Parse(time.DateOnly, in.text(column)); err != nil {
		in.refuse(column, "date like 1999-05-23")
	}
	return in.text(column)
}

func (in *reader) clock(column string) time.Duration {
	t, err := time.Parse(time.TimeOnly, in.text(column))
	if err != nil {
		in.refuse(column, "time of day like 07:02:59")
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second
}

func (in *reader) outcome() Outcome {
	switch o := Outcome(in.text("outcome")); o {
	case Served, HungUp, Phantom:
		return o
	}
	in.refuse("outcome", "AGENT, HANG or PHANTOM")
	return ""
}
