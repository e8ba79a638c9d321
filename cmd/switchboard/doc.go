// Switchboard is a call centre in one program: the queue, the agent's console
// and the supervisor's board.
//
// This package is the only place that knows everything. main.go has the verbs,
// house.go introduces the services to each other and to the store, node.go runs
// what a process runs, in the order in which it must start and stop.
package main
