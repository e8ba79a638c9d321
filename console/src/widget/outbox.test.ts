import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox, type OutboxStore } from './outbox';
import type { ClientFrame } from './protocol';
import type { Delay, Outgoing } from './state';
import { memoryStore } from './store';

function say(client_id: string, at = 1): Outgoing {
  return { client_id, kind: 'say', text: `text of ${client_id}`, attachments: [], at };
}

function open(store: OutboxStore) {
  const sent: string[] = [];
  const delays: Delay[] = [];
  let entries: Outgoing[] = [];
  const outbox = new Outbox(store, {
    send: (frame: ClientFrame) => sent.push('client_id' in frame ? frame.client_id : frame.type) > 0,
    changed: (next) => {
      entries = next;
    },
    delayed: (why) => delays.push(why),
  });
  return { outbox, sent, delays, entries: () => entries };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the outbox', () => {
  it('says with the first message in which language it is read', async () => {
    const frames: ClientFrame[] = [];
    const send = (frame: ClientFrame) => frames.push(frame) > 0;
    const outbox = new Outbox(memoryStore(), { send, changed: () => undefined, delayed: () => undefined });
    outbox.connected();
    await outbox.add({ ...say('a'), kind: 'start', language: 'de-AT' });
    expect(frames).toMatchObject([{ type: 'start', language: 'de-AT' }]);
  });

  it('keeps a message until the server has said that it is stored', async () => {
    const store = memoryStore();
    const { outbox, sent } = open(store);
    outbox.connected();
    await outbox.add(say('a'));
    expect(sent).toEqual(['a']);
    expect(await store.all()).toHaveLength(1);
    outbox.said('a');
    expect(await store.all()).toEqual([]);
  });

  it('sends again under the same id after a crash between send and answer', async () => {
    const store = memoryStore();
    const before = open(store);
    before.outbox.connected();
    await before.outbox.add(say('a'));

    const later = open(store);
    await later.outbox.load();
    expect(later.entries().map((entry) => entry.client_id)).toEqual(['a']);
    later.outbox.connected();
    expect(later.sent).toEqual(['a']);
  });

  it('hears said twice and takes it once', async () => {
    const { outbox, sent } = open(memoryStore());
    outbox.connected();
    await outbox.add(say('a', 1));
    await outbox.add(say('b', 2));
    outbox.said('a');
    outbox.said('a');
    expect(sent).toEqual(['a', 'b']);
  });

  it('sends in order, one at a time, across a lost connection', async () => {
    const { outbox, sent } = open(memoryStore());
    await outbox.add(say('a', 1));
    await outbox.add(say('b', 2));
    expect(sent).toEqual([]);
    outbox.connected();
    outbox.disconnected();
    outbox.connected();
    outbox.said('a');
    outbox.said('b');
    expect(sent).toEqual(['a', 'a', 'b']);
  });

  it('asks again when no answer comes', async () => {
    const { outbox, sent } = open(memoryStore());
    outbox.connected();
    await outbox.add(say('a'));
    vi.advanceTimersByTime(10_000);
    expect(sent).toEqual(['a', 'a']);
  });

  it('waits as long as it is told when it was too fast, and nothing overtakes', async () => {
    const { outbox, sent, delays } = open(memoryStore());
    outbox.connected();
    await outbox.add(say('a', 1));
    outbox.refused('a', 'too_fast', 4);
    await outbox.add(say('b', 2));
    vi.advanceTimersByTime(3_900);
    expect(sent).toEqual(['a']);
    expect(delays).toEqual(['too_fast']);
    vi.advanceTimersByTime(200);
    expect(sent).toEqual(['a', 'a']);
  });

  it('leaves a refused message to the visitor and goes on with the next', async () => {
    const { outbox, sent, entries } = open(memoryStore());
    outbox.connected();
    await outbox.add(say('a', 1));
    await outbox.add(say('b', 2));
    outbox.refused('a', 'too_large');
    outbox.said('b');
    expect(sent).toEqual(['a', 'b']);
    expect(entries()).toMatchObject([{ client_id: 'a', refused: 'too_large' }]);
    outbox.retry('a');
    expect(sent).toEqual(['a', 'b', 'a']);
  });
});
