// Package embedded runs a real Postgres and a real Redis as children of this
// process, for an installation that names no servers of its own.
//
// It promises:
//   - data is never wiped and never handed to another major version of
//     Postgres: a folder it does not understand is refused, untouched;
//   - the children end with their parent, also when that is killed with -9 (on
//     Linux), and the next start is right again with every committed row;
//   - a child that dies on its own is started again at the same address, also beside
//     processes of a killed Postgres that hang: they are ended (on Linux);
//   - servers listen on unix sockets in a folder only their user may enter;
//   - one process uses a data folder at a time.
//
// As root the children run as an unprivileged user, because Postgres refuses
// root. Where that user cannot reach the folder (a clone under /root), they run
// as root in a user namespace that shows them another uid. Who owns the data
// keeps it: a later start follows the owner of the folder.
//
// Without a redis-server a Redis in memory stands in, announced in the log: it
// forgets everything at the end, which is safe because Redis holds nothing that
// Postgres does not.
//
// The application connects as the cluster's superuser. pg_hba.conf and
// pg_ident.conf are written anew at each start; other settings can be changed
// with ALTER SYSTEM, but for those given on the command line.
//
// The package imports nothing of ours, so that the tests of every folder may
// use it too, through ForTests.
package embedded
