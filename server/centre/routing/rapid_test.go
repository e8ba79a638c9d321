package routing

import (
	"flag"
	"os"
	"testing"
)

// Ten thousand of whatever is drawn, unless somebody asks for another number.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := f.Value.Set("10000"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
