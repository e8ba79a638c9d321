// Package telephone is telephone numbers: from what a person types to E.164, and to
// the time zones in which the telephone may be.
//
// It promises to take only numbers that a numbering plan knows, and to name no
// zone where the prefix says nothing about a place (free-phone, VoIP and other
// numbers without geography). It does not know whether a number is in service.
package telephone
