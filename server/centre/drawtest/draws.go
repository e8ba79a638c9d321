// Package drawtest runs a package's tests with as many draws of each property as we hold
// enough.
package drawtest

import (
	"flag"
	"runtime/debug"
	"testing"

	_ "pgregory.net/rapid" // whose flag it is
)

// checks is how many of whatever is drawn each property sees.
const checks = "10000"

// Main runs the tests, with as many draws as -rapid.checks asks for if it is given. Draws leave
// little behind and a lot of it: to collect it less often takes a third of their time.
func Main(m *testing.M) {
	flag.Parse()
	debug.SetGCPercent(400)
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := f.Value.Set(checks); err != nil {
			panic(err)
		}
	}
	m.Run() // what it gives is kept, and is how the process ends
}
