// Package report is a day looked back on: each queue by the half hour, what each agent
// did, and what they did with their hours.
//
// It is made of the same facts as the live board, by the same definitions (see
// board): a report of today, asked now, says what the board says. It promises:
//
//   - who came counts in the half hour in which they came, on whatever happened to
//     them since; what was finished counts in the half hour in which it ended;
//   - a queue's day is midnight to midnight by its own zone; an agent's by the zone asked
//     for. A day may have 23 or 25 hours;
//   - ratios are made of summed numerators and denominators, never of ratios; one
//     without a denominator is nothing;
//   - an agent's seconds are those of the state log: they neither overlap nor leave gaps,
//     so they add up to the time from the first moment to the last.
package report
