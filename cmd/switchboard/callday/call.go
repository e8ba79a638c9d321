package callday

import "time"

// Outcome is how a call ended at the bank.
type Outcome string

// The outcomes; a phantom is no call at all.
const (
	Served  Outcome = "AGENT"
	HungUp  Outcome = "HANG"
	Phantom Outcome = "PHANTOM"
)

// high is the priority that starts in the queue with a credit of 90 s.
const high = 2

// Call is one record. Times are since the midnight before its day.
type Call struct {
	Line     int    // of the file
	Date     string // 1999-05-23
	Entered  time.Duration
	Customer string // 0: nobody knows
	Priority int    // 0 and 1 regular, 2 high
	Type     string // PS, NE, …
	Outcome  Outcome

	Queued   bool          // they stood in line: QueuedAt and Waited count
	QueuedAt time.Duration //
	Waited   time.Duration // 0 for who was served at once
	ServedAt time.Duration // with Outcome Served
	Service  time.Duration
	Server   string
}

// High reports whether the bank let the caller go before others.
func (c *Call) High() bool { return c.Priority == high }

// longest is what the bank's own studies keep: waits and services of up to an hour.
const longest = time.Hour

// Odd reports whether the record's wait cannot be true.
func (c *Call) Odd() bool { return c.Waited < 0 || c.Waited >= longest }

// Wanted reports whether the caller wanted an agent: they were served, or stood in line
// and hung up. Who left while the machine spoke did not.
func (c *Call) Wanted() bool {
	if c.Odd() {
		return false
	}
	return c.Outcome == Served || c.Outcome == HungUp && c.Queued && c.Waited > 0
}

// Arrived is when the caller began to look for an agent.
func (c *Call) Arrived() time.Duration {
	if c.Queued {
		return c.QueuedAt
	}
	return c.ServedAt
}
