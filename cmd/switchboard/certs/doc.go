// Package certs gives the server its TLS certificate, in one of three ways:
// files of the owner's, read again when they change; a domain, whose
// certificates come from Let's Encrypt; or a local authority of this
// installation, for an office that has neither.
//
// Of the local authority only the root is kept, under the data folder. The
// certificate that browsers see is made in memory at the start, and made again
// before it ends or when the machine gets another address. The root is good for
// this machine's name, for names of local networks and for private addresses
// alone, so that whoever steals it cannot pose as a bank.
//
// Domains are proven by tls-alpn-01 on the port itself; nothing listens on 80.
package certs
