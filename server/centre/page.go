package centre

// Page asks for one page of a list by the position after which it starts.
type Page struct {
	Limit  int    // 1…200; 0 means 30
	Cursor string // what the page before gave; empty for the first
}

// Size is the number of rows asked for, within bounds.
func (p Page) Size() int {
	switch {
	case p.Limit <= 0:
		return 30
	case p.Limit > 200:
		return 200
	}
	return p.Limit
}
