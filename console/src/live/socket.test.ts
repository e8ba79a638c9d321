import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeSocket } from '@/test/FakeSocket';
import { LiveSocket } from './socket';

const phases: string[] = [];
let line: LiveSocket;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  FakeSocket.opened.length = 0;
  phases.length = 0;
  line = new LiveSocket('ws://here/ws/agent', {
    hello: () => ({ type: 'hello', pos: 7, watch: ['board'] }),
    heard: () => undefined,
    phase: (phase) => phases.push(phase),
    roundTrip: () => undefined,
  });
  line.open();
});

afterEach(() => {
  line.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const welcome = { type: 'welcome', pos: 7, server_time: '2026-11-23T10:14:00Z', resumed: true };

test('says hello with the last place', () => {
  FakeSocket.last().accept();
  expect(FakeSocket.last().said).toEqual([{ type: 'hello', pos: 7, watch: ['board'] }]);
});

test('a ping without a pong within 5 s is a dead line, though the socket never closed', () => {
  const socket = FakeSocket.last();
  socket.accept();
  socket.hear(welcome);
  vi.advanceTimersByTime(4_999);
  expect(phases.at(-1)).toBe('up');
  vi.advanceTimersByTime(1);
  expect(phases.at(-1)).toBe('down');
  expect(socket.readyState).toBe(FakeSocket.CLOSED);
});

test('answered pings keep the line up', () => {
  const socket = FakeSocket.last();
  socket.accept();
  socket.hear(welcome);
  for (let i = 0; i < 5; i += 1) {
    socket.hear({ type: 'pong', t: 0, server_time: '' });
    vi.advanceTimersByTime(10_000);
  }
  expect(phases.at(-1)).toBe('up');
});

test('comes back by itself after a close', () => {
  FakeSocket.last().end(4000);
  vi.advanceTimersByTime(500);
  expect(FakeSocket.opened).toHaveLength(2);
});

test('stays away when signed out', () => {
  FakeSocket.last().end(4001);
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.opened).toHaveLength(1);
  expect(phases.at(-1)).toBe('signed_out');
});

test('reopening does not wait for the retry', () => {
  FakeSocket.last().end(1006);
  line.reopen();
  expect(FakeSocket.opened).toHaveLength(2);
});
