import type { CallbackState } from '@/api/types';
import type { Tone } from './tone';

/** What became of a promise, in a word and its colour. */
export const promiseStates: Record<CallbackState, { name: string; tone?: Tone }> = {
  scheduled: { name: 'Promised', tone: 'acc' },
  due: { name: 'Due', tone: 'warn' },
  offered: { name: 'Due', tone: 'warn' },
  dialing: { name: 'Being called', tone: 'acc' },
  kept: { name: 'Kept', tone: 'ok' },
  moved: { name: 'Moved', tone: 'wrap' },
  broken: { name: 'Broken', tone: 'bad' },
  cancelled: { name: 'Cancelled' },
};
