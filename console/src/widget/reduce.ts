import type { ChatSnapshot, EventFrame, Marks, Message, ServerFrame } from './protocol';
import { isRecord } from './protocol';
import type { Away, Call, Chat, Config, Delay, LinkState, Outgoing, Phase, Screen, State } from './state';
import { lastSeq } from './state';

export type Action =
  | { kind: 'frame'; frame: ServerFrame }
  | { kind: 'link'; link: LinkState }
  | { kind: 'away'; away: Away }
  | { kind: 'outbox'; pending: Outgoing[] }
  | { kind: 'panel'; open: boolean }
  | { kind: 'screen'; screen: Screen }
  | { kind: 'config'; config: Config | null }
  | { kind: 'busy'; notice: Delay }
  | { kind: 'earlier'; contactId: string; messages: Message[]; earlier: string | null }
  | { kind: 'seen' }
  | { kind: 'silent' }
  | { kind: 'rated' }
  | { kind: 'returning' }
  | { kind: 'call'; call: Call }
  | { kind: 'fresh' };

/** The next state. Pure: a frame seen twice changes nothing the second time. */
export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case 'frame':
      return reduceFrame(state, action.frame);
    case 'link':
      return linked(state, action.link);
    case 'away':
      return { ...state, away: action.away };
    case 'outbox':
      return outboxChanged(state, action.pending);
    case 'panel':
      return { ...state, panelOpen: action.open };
    case 'screen':
      return { ...state, screen: action.screen };
    case 'config':
      return { ...state, config: action.config ?? state.config, configFailed: !action.config };
    case 'busy':
      return { ...state, notice: action.notice };
    case 'earlier':
      return withEarlier(state, action);
    case 'seen':
      return { ...state, readSeq: Math.max(state.readSeq, lastSeq(state)) };
    case 'silent':
      return { ...state, typing: false };
    case 'rated':
      return { ...state, rating: 'thanked' };
    case 'returning':
      return { ...state, chat: state.chat ?? newChat(null), screen: 'chat' };
    case 'call':
      return state.chat ? { ...state, chat: { ...state.chat, call: action.call } } : state;
    case 'fresh':
      return fresh(state);
  }
}

function fresh(state: State): State {
  const blank = { chat: null, readSeq: 0, typing: false, rating: 'asked' } as const;
  return { ...state, ...blank, messages: [], earlier: null, screen: 'start' };
}

function linked(state: State, link: LinkState): State {
  const away = link === 'down' || link === 'connecting' ? state.away : 'no';
  return { ...state, link, away, typing: link === 'up' && state.typing };
}

function outboxChanged(state: State, pending: Outgoing[]): State {
  const started = pending.some((entry) => entry.kind === 'start' && !entry.refused);
  const chat = started && !state.chat ? newChat(null) : state.chat;
  const screen = started && state.screen === 'start' ? 'chat' : state.screen;
  return { ...state, pending, chat, screen, notice: pending.some((entry) => !entry.refused) ? state.notice : null };
}

function reduceFrame(state: State, frame: ServerFrame): State {
  switch (frame.type) {
    case 'snapshot':
      return fromSnapshot(state, frame.pos, frame.chat);
    case 'event':
      return state.pos !== null && frame.pos <= state.pos ? state : { ...applyEvent(state, frame), pos: frame.pos };
    case 'said':
      return withMessage({ ...state, notice: null }, { ...frame.message, client_id: frame.client_id });
    case 'position':
      return state.chat?.phase === 'waiting'
        ? {
            ...state,
            chat: {
              ...state.chat,
              position: frame.position || null,
              waitS: frame.wait_s,
              longer: frame.longer,
              call: frame.call ?? '',
            },
          }
        : state;
    case 'typing':
      return { ...state, typing: frame.on && state.chat?.phase === 'talking' };
    default:
      return state;
  }
}

function fromSnapshot(state: State, pos: number, snapshot: ChatSnapshot | null): State {
  if (!snapshot?.contact_id) return closedWhileAway({ ...state, pos });
  const phase = phaseOf(snapshot.state) ?? 'waiting';
  const same = state.chat?.contactId === snapshot.contact_id;
  // An older chat that is over is not what a visitor with a new one wants to see.
  if (phase === 'ended' && state.pending.some((entry) => entry.kind === 'start')) return { ...state, pos };
  const messages = [...(snapshot.messages ?? [])].sort((a, b) => a.seq - b.seq);
  return {
    ...state,
    pos,
    versions: {},
    messages,
    earlier: snapshot.earlier ?? null,
    chat: {
      contactId: snapshot.contact_id,
      phase,
      agentName: snapshot.agent_name || null,
      position: same && phase === 'waiting' ? (state.chat?.position ?? null) : null,
      waitS: same ? (state.chat?.waitS ?? null) : null,
      longer: same && (state.chat?.longer ?? false),
      call: same ? (state.chat?.call ?? '') : '',
      deferred: snapshot.state === 'deferred',
      opensAt: snapshot.opens_at ?? null,
    },
    screen: state.screen === 'start' ? 'chat' : state.screen,
    readSeq: same ? state.readSeq : 0,
    typing: false,
  };
}

/** A page of what was said before what is shown, unless another chat is shown by now. */
function withEarlier(state: State, page: { contactId: string; messages: Message[]; earlier: string | null }): State {
  if (state.chat?.contactId !== page.contactId) return state;
  const first = state.messages[0]?.seq ?? Number.POSITIVE_INFINITY;
  const before = page.messages.filter((m) => m.seq < first);
  return { ...state, messages: [...before, ...state.messages], earlier: page.earlier };
}

/** The server knows of no chat: ours, if it was confirmed, ended while we were away. */
function closedWhileAway(state: State): State {
  if (!state.chat?.contactId) return state.pending.length ? state : fresh(state);
  if (state.chat.phase === 'ended') return state;
  return { ...state, chat: { ...state.chat, phase: 'ended' }, typing: false };
}

function applyEvent(state: State, event: EventFrame): State {
  if (isMarks(event.state)) return withMarks(state, event.state);
  if (isMessage(event.state)) return withMessage(state, event.state);
  const versions = newerVersion(state.versions, event);
  return versions ? withChat({ ...state, versions }, event) : state;
}

function newerVersion(held: State['versions'], { subject, version }: EventFrame) {
  if (!subject || !version) return held;
  const key = `${subject.kind}:${subject.id}`;
  return version > (held[key] ?? 0) ? { ...held, [key]: version } : null;
}

function withChat(state: State, { kind, state: next }: EventFrame): State {
  if (!isRecord(next)) return state;
  const phase = kind === 'contact.closed' ? 'ended' : phaseOf(next.state);
  if (!phase) return state;
  const chat = state.chat ?? newChat(text(next.contact_id));
  return {
    ...state,
    chat: {
      ...chat,
      contactId: chat.contactId ?? text(next.contact_id),
      phase,
      deferred: next.state === 'deferred',
      agentName: text(next.agent_name) || chat.agentName,
      position: phase === 'waiting' ? (number(next.position) ?? chat.position) : null,
    },
    typing: phase === 'talking' && state.typing,
  };
}

function withMessage(state: State, message: Message): State {
  const { chat } = state;
  if (chat?.contactId && chat.contactId !== message.contact_id) {
    return chat.phase === 'ended' ? withMessage(fresh(state), message) : state;
  }
  const known = state.messages.find((m) => m.id === message.id);
  const messages = [
    ...state.messages.filter((m) => m.id !== message.id),
    known ? merged(known, message) : message,
  ].sort((a, b) => a.seq - b.seq);
  return {
    ...state,
    messages: message.read ? readUpTo(messages, message.from.kind, message.seq) : messages,
    pending: state.pending.filter((entry) => entry.client_id !== message.client_id),
    chat: spokenIn(chat ?? newChat(message.contact_id), message),
    screen: state.screen === 'start' ? 'chat' : state.screen,
    typing: message.from.kind === 'agent' ? false : state.typing,
  };
}

/** Marks only ever go forward, whichever copy of a message comes last. */
function merged(known: Message, next: Message): Message {
  return {
    ...next,
    client_id: next.client_id ?? known.client_id,
    read: next.read || known.read,
  };
}

function withMarks(state: State, marks: Marks): State {
  if (marks.contact_id !== state.chat?.contactId) return state;
  return {
    ...state,
    messages: deliveredUpTo(readUpTo(state.messages, 'customer', marks.agent_read), marks.agent_delivered),
    readSeq: Math.max(state.readSeq, marks.customer_read),
  };
}

function readUpTo(messages: Message[], writer: Message['from']['kind'], seq: number): Message[] {
  return messages.map((m) => (m.from.kind === writer && m.seq <= seq && !m.read ? { ...m, read: true } : m));
}

function deliveredUpTo(messages: Message[], seq: number): Message[] {
  return messages.map((m) =>
    m.from.kind === 'customer' && m.seq <= seq && !m.delivered ? { ...m, delivered: true } : m,
  );
}

function spokenIn(chat: Chat, message: Message): Chat {
  const here = { ...chat, contactId: chat.contactId ?? message.contact_id };
  if (message.from.kind !== 'agent' || chat.phase === 'ended') return here;
  return {
    ...here,
    phase: 'talking',
    agentName: message.from.name || chat.agentName,
    position: null,
  };
}

const phases: Record<string, Phase> = {
  queued: 'waiting',
  offered: 'waiting',
  deferred: 'waiting',
  waiting: 'waiting',
  active: 'talking',
  parked: 'talking',
  talking: 'talking',
  wrap_up: 'ended',
  completed: 'ended',
  abandoned: 'ended',
  ended: 'ended',
  expired: 'ended',
  cancelled: 'ended',
  closed: 'ended',
};

function phaseOf(state: unknown): Phase | null {
  return phases[String(state)] ?? null;
}

function newChat(contactId: string | null): Chat {
  return {
    contactId,
    phase: 'waiting',
    agentName: null,
    position: null,
    waitS: null,
    longer: false,
    call: '',
    deferred: false,
    opensAt: null,
  };
}

function isMessage(value: unknown): value is Message {
  return isRecord(value) && typeof value.id === 'string' && typeof value.seq === 'number';
}

function isMarks(value: unknown): value is Marks {
  return isRecord(value) && typeof value.agent_read === 'number';
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
