import { timeOfDay } from './time';

/** Of who is called in their turn instead of waiting: that, and the place that they have. */
export function placeKept(since: string): string {
  return `call back · place kept since ${timeOfDay(since)}`;
}
