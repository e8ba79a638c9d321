// Package drawtest runs a package's tests with as many draws of each property as we hold
// enough.
package drawtest

import (
	"flag"
	"testing"

	_ "pgregory.net/rapid" // whose flag it is
)

// checks is how many of whatever is drawn each property sees.
const checks = "10000"

// Main runs the tests, with as many draws as -rapid.checks asks for if it is given.
func Main(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := f.Value.Set(checks); err != nil {
			panic(err)
		}
	}
	m.Run() // what it gives is kept, and is how the process ends
}
