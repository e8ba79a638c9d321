// Package testnet gives a test machines of its own on a network of its own, out
// of Linux namespaces, without being root: the test runs itself again where it
// may lay cables.
//
// Nothing on it is reached from outside, nor outside from it. Where a machine
// gives no namespaces the test is skipped with the words NOT PROVEN, which
// `make test` prints at its end.
package testnet
