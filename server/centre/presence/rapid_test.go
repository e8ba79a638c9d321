package presence

import (
	"testing"

	"switchboard/server/centre/drawtest"
)

func TestMain(m *testing.M) { drawtest.Main(m) }
