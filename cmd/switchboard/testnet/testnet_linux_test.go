package testnet_test

import (
	"strings"
	"testing"

	"switchboard/cmd/switchboard/testnet"
)

func TestMachinesFindEachOtherByName(t *testing.T) {
	if !testnet.Enter(t) {
		return
	}
	n := testnet.New(t)
	one, two := n.Machine(t, "one"), n.Machine(t, "two")
	out, err := one.Command(t.Context(), "getent", "hosts", "two").Output()
	if err != nil || !strings.HasPrefix(string(out), two.Address) {
		t.Errorf("one finds two at %q: %v", out, err)
	}
	route, err := one.Command(t.Context(), "ip", "route", "get", two.Address).CombinedOutput()
	if err != nil {
		t.Errorf("%v: %s", err, route)
	}
	if out, err := one.Command(t.Context(), "ip", "route", "get", "8.8.8.8").CombinedOutput(); err == nil {
		t.Errorf("it reaches the outside: %s", out)
	}
}
