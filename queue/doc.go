// Package queue is what follows from what happened.
//
// The flow is one way. A use case commits its change with its journal rows. The
// stamper gives every committed row its place in the stream, extends the hash
// chain over it, and writes the tasks that plan.go names, all in one transaction;
// after that commit, and only then, it publishes to the bus and hands the tasks to
// their lanes. The router offers waiting work as soon as a commit may have made an
// offer possible.
//
// It promises:
//
//   - nobody publishes before a commit, and nobody can forget to publish;
//   - the rows in Postgres are the truth about deadlines: Redis may be flushed,
//     restarted or away, and every task still runs, late at worst;
//   - delivery is at least once, and a task has its effect once: the row of a task
//     closes in the transaction of its work;
//   - deadlines that must be met within milliseconds (an offer, wrap-up) fire from
//     a heap in the process; the others are asynq tasks;
//   - no leader: any node may stamp, decide or sweep, and one that hangs or dies
//     delays nobody by more than the sweep's second.
//
// It imports sql: the stream, the tasks and their claims are the store's own matter
// and no rule of the business, and an interface between would have one side each.
//
// It holds no business rule: what a task does is a method of server/centre.
package queue
