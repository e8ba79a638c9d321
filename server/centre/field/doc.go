// Package field is the company's own fields on customers, contacts and tickets.
//
// A definition says which values a field may hold; Change applies a request to
// the values that a row holds and promises that what comes out agrees with the
// definitions as they are now. It never looks at fields that the request does
// not name, so that a definition may be removed or narrowed without making old
// rows unchangeable. A field's key, entity and type are fixed for life: values
// already stored depend on them. Removing a definition hides its values and
// keeps them.
package field
