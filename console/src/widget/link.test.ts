import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Link } from './link';
import { close, type ServerFrame } from './protocol';
import { retryIn } from './schedule';
import type { LinkState } from './state';

class FakeSocket {
  readyState: number = WebSocket.OPEN;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(text: string) {
    this.sent.push(JSON.parse(text).type);
  }
  close() {
    this.readyState = WebSocket.CLOSED;
  }
  hear(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  welcome() {
    this.onopen?.();
    this.hear({ type: 'welcome', pos: 1, server_time: '', resumed: true });
  }
}

function line() {
  const sockets: FakeSocket[] = [];
  const states: LinkState[] = [];
  const frames: ServerFrame[] = [];
  const fresh: boolean[] = [];
  const link = new Link({
    address: async (checked) => {
      fresh.push(checked);
      return 'ws://test';
    },
    hello: () => ({ type: 'hello', pos: null, page: null, consent: false }),
    received: (frame) => frames.push(frame),
    changed: (state) => states.push(state),
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    random: () => 0.5,
  });
  return { link, sockets, states, frames, fresh, last: () => sockets.at(-1) as FakeSocket };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the schedule', () => {
  it('waits 0.5, 1, 2, 4, 8 and then always 8 seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((n) => retryIn(n, () => 0.5))).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it('strays a quarter either way', () => {
    expect(retryIn(0, () => 0)).toBe(375);
    expect(retryIn(0, () => 1)).toBe(625);
  });
});

describe('the link', () => {
  it('comes back by itself, faster after it was welcomed', async () => {
    const { link, sockets, last } = line();
    link.start();
    await pass(0);
    last().onclose?.({ code: 1006 });
    await pass(500);
    last().onclose?.({ code: 1006 });
    await pass(999);
    expect(sockets).toHaveLength(2);
    await pass(1);
    last().welcome();
    last().onclose?.({ code: close.comeBack });
    await pass(500);
    expect(sockets).toHaveLength(4);
  });

  it('takes a silent socket for dead within five seconds of a ping', async () => {
    const { link, states, sockets, last } = line();
    link.start();
    await pass(0);
    last().welcome();
    await pass(10_000);
    expect(sockets[0]?.sent).toEqual(['hello', 'ping']);
    await pass(5_000);
    expect(states.at(-1)).toBe('down');
    await pass(500);
    expect(sockets).toHaveLength(2);
  });

  it('lives on when the pong comes', async () => {
    const { link, states, last } = line();
    link.start();
    await pass(0);
    last().welcome();
    await pass(10_000);
    last().hear({ type: 'pong', t: 1, server_time: '' });
    await pass(6_000);
    expect(states.at(-1)).toBe('up');
  });

  it('tries at once when the browser wakes', async () => {
    const { link, sockets, last } = line();
    link.start();
    await pass(0);
    last().onclose?.({ code: 1006 });
    link.wake();
    await pass(0);
    expect(sockets).toHaveLength(2);
  });

  it('proves an open socket when the browser wakes', async () => {
    const { link, last } = line();
    link.start();
    await pass(0);
    last().welcome();
    link.wake();
    expect(last().sent).toEqual(['hello', 'ping']);
  });

  it.each([
    [close.replaced, 'replaced'],
    [close.signedOut, 'refused'],
    [close.abuse, 'refused'],
  ])('stays away after %i', async (code, state) => {
    const { link, sockets, states, last } = line();
    link.start();
    await pass(0);
    last().welcome();
    last().onclose?.({ code });
    await pass(60_000);
    expect(states.at(-1)).toBe(state);
    expect(sockets).toHaveLength(1);
  });

  it('has its token checked before it comes back from a refusal, not after a mere cut', async () => {
    const { link, fresh, last } = line();
    link.start();
    await pass(0);
    last().welcome();
    last().onclose?.({ code: 1006 });
    await pass(500);
    last().welcome();
    last().onclose?.({ code: close.tokenInvalid });
    await pass(500);
    expect(fresh).toEqual([true, false, true]);
  });

  it('sends nothing before it was welcomed', async () => {
    const { link, last } = line();
    link.start();
    await pass(0);
    last().onopen?.();
    expect(link.send({ type: 'typing', on: true })).toBe(false);
  });
});
