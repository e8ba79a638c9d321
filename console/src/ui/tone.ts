/** What a colour means; there are no others. */
export type Tone = 'ok' | 'acc' | 'warn' | 'wrap' | 'bad' | 'idle';
