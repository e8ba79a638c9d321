// Package sqltest gives each test a database of its own, on a real Postgres.
//
// The server is the one at SWITCHBOARD_TEST_DATABASE_URL, which `make test`
// starts once for all packages; without it each package starts its own. The schema is migrated once into a template, named by
// the migrations' hash, and copied for each test, which takes a fraction of
// the time of migrating.
package sqltest
