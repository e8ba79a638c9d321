// Package sql is how everything is kept: one Postgres, spoken to in plain SQL.
//
// Each aggregate is a pair: <aggregate>.sql holds the statements, each with a
// name and a sentence of why; <aggregate>.go the methods that run them and
// implement the interfaces of server/centre. A statement is prepared once and
// then costs the same as with any other driver.
//
// Hot statements take ids as ANY (ARRAY(SELECT unnest($1::uuid[]))). Of a plain array Postgres
// sees how few there are this time, holds the plan for any number to be dearer, and plans anew
// with every call, which took longer than to run.
//
// It promises:
//
//   - one transaction per use case (Do), repeated when Postgres asks for it;
//     services never see BEGIN or COMMIT;
//   - every change is noted in the journal in the change's own transaction, and
//     only after the commit is anybody told (Options.AfterCommit);
//   - every error that a person may cause comes back as a centre.Fault, found by
//     the name of the constraint that it met; absence is NotFound, never nil;
//   - nobody waits for ever: a server that stands still is given up two seconds after
//     the longest statement would have ended, or a second after who asked has gone, as
//     Busy; what was sent may then still be done, as after any lost answer;
//   - rules get the time as a parameter; no statement asks the server's clock;
//   - lock order: pool, item, agent, contact, customer, ticket; journal last.
//
// It will not hide SQL behind a builder, and it decides nothing that
// server/centre could decide.
package sql
