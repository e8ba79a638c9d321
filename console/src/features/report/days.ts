/** A date as the server writes it, in this machine's zone. */
export function dateOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The date so many days after another. */
export function daysAfter(date: string, days: number): string {
  const at = new Date(`${date}T12:00:00`); // noon: no clock is put forward past it
  at.setDate(at.getDate() + days);
  return dateOf(at);
}

export const today = () => dateOf(new Date());
