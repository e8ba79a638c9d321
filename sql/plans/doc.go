// Package plans keeps how Postgres goes about the hot statements among a million rows:
// which indexes it takes, in which order and by which joins, a file each in testdata.
//
// It is no part of `make test`: a million rows take minutes, and a smaller database
// with the statistics of a large one would be planned by its real pages all the same.
// `make plans` compares, `make plans UPDATE=1` keeps what comes out, for somebody to
// read in the diff. What a statement costs is not kept: machines differ.
package plans
