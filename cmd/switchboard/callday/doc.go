// Package callday is days of calls that can be served again: real ones from a bank's records,
// and such as are drawn by the rates that a bank and an insurer's centre published.
//
// The call records are those of "Anonymous Bank" (I. Guedj, A. Mandelbaum, Technion, 1999)
// in one CSV file, gzipped or not: date, vru_entry, priority, type, vru_time, q_start,
// q_time, outcome, ser_start, ser_time, server and whatever else, in any order. They are
// read as they come, a line at a time; a line that cannot be understood ends the reading,
// with its number, its column and what stands there.
//
// A caller of such a day keeps what the record says and chance adds the rest: who hung up
// waits as long as they really did, who was served would have waited longer by an
// exponential span whose mean is the Kaplan–Meier mean of the patience of their type; a
// service lasts as long as the real one, and of those who hung up as long as one of their
// type. The same seed gives the same callers.
//
// The rates are those of US Bank in 2003 (E. Kasikaralar et al.), read from a folder: seventeen
// classes of customers and, for each five minutes of a day, the agents on duty and the mean
// arrivals of each class. The built-in ones are half-hours of a site of a health insurer (N. Gans,
// G. Koole, A. Mandelbaum, 2003), made to any size.
//
// It does not look at what it reads with the business's eyes: rows that are odd but
// readable (a wait below zero) are passed on, and Odd says so.
package callday
