package console

import (
	"bytes"
	"testing"
)

func TestThereIsAlwaysAPage(t *testing.T) {
	t.Parallel()
	if !bytes.Contains(Index(), []byte("<title>Switchboard")) {
		t.Errorf("the first page is %s", Index())
	}
}
