// Package web is the HTTP door: a typed API under /api/v1 whose contract is
// written by the code (OpenAPI 3.1 at /openapi.json, a page to read it at /docs),
// the console's files, and what machines ask (/healthz, /readyz, /metrics).
//
// A handler reads its input, calls one method of a service and returns; the
// rest happens once, in front of all of them, led by what each operation's
// route says: who may (caller.go), how often (limit.go), how big (door.go), and
// that a write repeated with its Idempotency-Key is answered, not done, again
// (keyed.go).
//
// It promises:
//
//   - every error is an RFC 9457 problem, translated in one place (problem.go):
//     400 no JSON, 401, 403, 404, 409 with who won or what is current, 413, 422
//     naming each field, 429 and 503 with Retry-After; a 500 tells the caller
//     nothing but the request's id, under which the cause is in the log;
//   - every request carries an id, in the log, the answer's header and problems;
//     the log names routes and ids and never what people wrote;
//   - pages from elsewhere cannot act for who is signed in
//     (http.CrossOriginProtection); the visitor's part, which knows no cookies, is
//     open to every page;
//   - scripts and styles come from this house only (Content-Security-Policy); the
//     console's index.html gets a fresh nonce with each answer.
//
// It decides nothing: that is server/centre's.
package web
