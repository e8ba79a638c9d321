import { notifications } from '@mantine/notifications';
import { asFault } from '@/api/fault';

/** Tells the person how their own press went wrong. Never used for news that nobody asked for. */
export function sayFault(error: unknown): void {
  const fault = asFault(error);
  if (fault.status === 401) return; // the sign-in sheet says it
  const { title, text } = fault.words;
  notifications.show({ title, message: text, color: 'red', autoClose: 6000 });
}

/** Confirms something whose result cannot be seen on the screen. */
export function sayDone(message: string): void {
  notifications.show({ message, color: 'gray', autoClose: 3000 });
}
