// Package config is everything that can be set from outside: one struct, read
// from the environment. Mistakes are reported together, each with the name of
// its variable, and secrets never show when the struct is printed or logged.
//
// A flag of the command line is a variable that comes later and wins:
//
//	config.Read(append(os.Environ(), "TLS=local"))
//
// Plain http is served to this machine alone, because to a page from another
// machine over http browsers give no microphone, no notifications and no locks.
// TLS=proxy says that something in front ends TLS; then the address is free.
package config
