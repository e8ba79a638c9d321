// Package screen is the moment of truth: all that an agent should know before
// saying hello, on one screen that comes with the offer.
//
// It promises to read any number of screens in one query, since the router
// offers in batches, and that a screen is never larger than MaxBytes of JSON,
// whatever people have written into the database: lists show the newest (or
// most urgent) few, a text ends in an ellipsis where it is cut, never inside a
// character as people see it, and when it is still too much every text is cut to
// half, again and again. Names and words are cut, facts never are.
//
// A screen shows; it decides nothing and is not kept here.
package screen
