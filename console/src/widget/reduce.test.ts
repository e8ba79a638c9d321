import { describe, expect, it } from 'vitest';
import { placeInLine } from './announce';
import type { Message, ServerFrame } from './protocol';
import { reduce } from './reduce';
import { initialState, type Outgoing, type State, unread } from './state';
import { tongue } from './strings';
import { noticeOf } from './views/notice';

function message(seq: number, kind: Message['from']['kind'] = 'agent', more: Partial<Message> = {}): Message {
  const from = { kind, name: kind === 'agent' ? 'Lena' : null };
  const at = '2026-11-23T10:00:00Z';
  return { id: `m${seq}`, contact_id: 'c1', seq, at, from, text: `text ${seq}`, attachments: [], ...more };
}

function event(pos: number, kind: string, state: unknown, more: object = {}): ServerFrame {
  return { type: 'event', pos, kind, state, ...more };
}

const pending: Outgoing = { client_id: 'k1', kind: 'start', text: 'Hello', attachments: [], at: 1 };

function having(...frames: ServerFrame[]): State {
  return frames.reduce((state, frame) => reduce(state, { kind: 'frame', frame }), initialState);
}

const waiting: ServerFrame = {
  type: 'snapshot',
  pos: 10,
  chat: { contact_id: 'c1', state: 'queued', messages: [message(1, 'customer')], agent_name: null },
};

const closed: ServerFrame = {
  type: 'snapshot',
  pos: 10,
  chat: {
    contact_id: 'c1',
    state: 'deferred',
    opens_at: '2026-11-24T08:00:00Z',
    messages: [message(1, 'customer')],
    agent_name: null,
  },
};

describe('a call instead of waiting', () => {
  const words = tongue(['en']);
  const place = (call?: 'offered' | 'accepted' | ''): ServerFrame => ({
    type: 'position',
    position: 2,
    wait_s: 300,
    longer: false,
    call,
  });

  it('is offered, stands once it is accepted, and is told by an older server never', () => {
    expect(having(waiting, place('offered')).chat?.call).toBe('offered');
    const accepted = having(waiting, place('offered'), place('accepted'));
    expect(placeInLine(accepted, words).title).toBe(words.t.insteadTitle);
    expect(placeInLine(accepted, words).wait).toContain('5');
    expect(having(waiting, place()).chat?.call).toBe('');
    const reloaded = reduce(accepted, { kind: 'frame', frame: waiting });
    expect(reloaded.chat?.call).toBe('accepted');
  });
});

describe('closed', () => {
  const words = tongue(['en']);

  it('who waits for the opening is told so, and may leave a message, until it comes', () => {
    const state = having(closed);
    expect(placeInLine(state, words)).toMatchObject({ title: words.t.closed, wait: expect.stringContaining('24') });
    expect(noticeOf(state, words.t)).toMatchObject({ text: words.t.closedKept, way: 'note' });
    const open = having(closed, event(11, 'item.queued', { state: 'queued' }));
    expect(placeInLine(open, words).title).toBe(words.t.finding);
    expect(noticeOf(open, words.t)).toBeNull();
  });

  it('who was refused is shown the way to leave a message', () => {
    const entry = { ...pending, refused: 'closed_hours' };
    const state: State = { ...having(waiting), pending: [entry] };
    expect(noticeOf(state, words.t)).toMatchObject({ text: words.t.closed, way: 'note' });
  });
});

describe('frames', () => {
  it('a snapshot replaces all and is not a reason to apply older events', () => {
    const state = having(waiting, event(9, 'message.sent', message(2)));
    expect(state.chat).toMatchObject({ contactId: 'c1', phase: 'waiting', position: null });
    expect(state.messages).toHaveLength(1);
  });

  it('an event seen twice counts once', () => {
    const twice = event(11, 'message.sent', message(2));
    const state = having(waiting, twice, twice);
    expect(state.messages.map((m) => m.seq)).toEqual([1, 2]);
    expect(unread(state)).toBe(1);
  });

  it('messages stand in order of seq, however they come', () => {
    const state = having(waiting, event(11, 'message.sent', message(3)), event(12, 'message.sent', message(2)));
    expect(state.messages.map((m) => m.seq)).toEqual([1, 2, 3]);
  });

  it('an older version of a subject is dropped, a newer one taken', () => {
    const subject = { kind: 'contact', id: 'c1' };
    const accepted = event(11, 'offer.accepted', { state: 'active', agent_name: 'Lena' }, { subject, version: 5 });
    const stale = event(12, 'item.queued', { state: 'queued' }, { subject, version: 4 });
    expect(having(waiting, accepted, stale).chat).toMatchObject({ phase: 'talking', agentName: 'Lena' });
  });

  it('the agent’s name comes with their first message at the latest', () => {
    const state = having(waiting, event(11, 'message.sent', message(2)));
    expect(state.chat).toMatchObject({ phase: 'talking', agentName: 'Lena', position: null });
  });

  it('read marks go forward only', () => {
    const marks = { contact_id: 'c1', customer_read: 0, agent_read: 1 };
    const again = message(1, 'customer', { read: false });
    const state = having(waiting, event(11, 'message.read', marks), event(12, 'message.sent', again));
    expect(state.messages[0]?.read).toBe(true);
  });

  it('a message of another chat is not shown in this one', () => {
    const state = having(waiting, event(11, 'message.sent', message(2, 'agent', { contact_id: 'c2' })));
    expect(state.messages).toHaveLength(1);
  });

  it('the end keeps the transcript', () => {
    const state = having(waiting, event(11, 'contact.closed', {}));
    expect(state.chat?.phase).toBe('ended');
    expect(state.messages).toHaveLength(1);
  });

  it('an empty snapshot ends a chat that was confirmed', () => {
    expect(having(waiting, { type: 'snapshot', pos: 20, chat: null }).chat?.phase).toBe('ended');
  });

  it('an empty snapshot on return means that there is nothing to come back to', () => {
    const returning = reduce(initialState, { kind: 'returning' });
    const state = reduce(returning, { kind: 'frame', frame: { type: 'snapshot', pos: 20, chat: null } });
    expect(state).toMatchObject({ chat: null, screen: 'start' });
  });

  it('position is only for those who wait', () => {
    const talking = event(11, 'message.sent', message(2));
    expect(having(waiting, { type: 'position', position: 2, wait_s: 60, longer: false }).chat).toMatchObject({
      position: 2,
      waitS: 60,
    });
    expect(having(waiting, { type: 'position', position: 0, wait_s: 1800, longer: true }).chat).toMatchObject({
      position: null,
      waitS: 1800,
      longer: true,
    });
    expect(
      having(waiting, talking, { type: 'position', position: 2, wait_s: 60, longer: false }).chat?.position,
    ).toBeNull();
  });
});

describe('own messages', () => {
  const queued = reduce(initialState, { kind: 'outbox', pending: [pending] });
  const stored = message(1, 'customer', { client_id: 'k1' });

  it('the first one opens the chat at once, before any answer', () => {
    expect(queued).toMatchObject({ screen: 'chat', chat: { phase: 'waiting', contactId: null } });
  });

  it('said turns the pending copy into the stored one, once', () => {
    const said: ServerFrame = { type: 'said', client_id: 'k1', message: stored };
    const once = reduce(queued, { kind: 'frame', frame: said });
    const twice = reduce(once, { kind: 'frame', frame: said });
    expect(twice.pending).toEqual([]);
    expect(twice.messages).toHaveLength(1);
    expect(twice.chat?.contactId).toBe('c1');
  });

  it('the stream may tell of it before said does', () => {
    const state = reduce(queued, { kind: 'frame', frame: event(11, 'message.sent', stored) });
    expect(state.pending).toEqual([]);
    expect(state.messages).toHaveLength(1);
  });

  it('a snapshot of an older, ended chat does not stand in the way of a new one', () => {
    const chat = { contact_id: 'c0', state: 'closed', messages: [], agent_name: '' };
    const state = reduce(queued, { kind: 'frame', frame: { type: 'snapshot', pos: 5, chat } });
    expect(state.chat).toMatchObject({ contactId: null, phase: 'waiting' });
  });
});
