// Package attachment is files that go with a conversation.
//
// It promises that a file is what it says: its type is found by looking into it,
// and only types on the list are taken; that it is kept by its id alone, outside
// anything that is served, and given only to those in the conversation; that a
// visitor never gets the file of an internal note; and that one side of a
// conversation can keep no more than its share.
package attachment
