package web

import (
	"encoding/csv"
	"maps"
	"mime"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// table is what is sent as CSV (RFC 4180), with a line of names first.
type table struct {
	name string // of the file, without its ending
	head []string
	rows [][]string
}

func (t *table) add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = cell(c)
	}
	t.rows = append(t.rows, row)
}

// cell is one value; nothing where a ratio has nothing to divide by.
func cell(v any) string {
	switch v := v.(type) {
	case string:
		return unarmed(v)
	case int:
		return strconv.Itoa(v)
	case *float64:
		if v != nil {
			return strconv.FormatFloat(*v, 'f', 4, 64)
		}
	}
	return ""
}

// unarmed keeps a name that somebody chose from being a formula where it is opened.
func unarmed(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// sendTable sends it to be saved. A byte order mark tells spreadsheets that it is UTF-8.
func sendTable(t table) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		ctx.SetHeader("Content-Type", "text/csv; charset=utf-8")
		ctx.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": t.name + ".csv"}))
		ctx.SetHeader("Cache-Control", "no-store")
		_, _ = ctx.BodyWriter().Write([]byte("\ufeff"))
		w := csv.NewWriter(ctx.BodyWriter())
		_ = w.Write(t.head) // a reader who went away is told nothing
		_ = w.WriteAll(t.rows)
	}}
}
