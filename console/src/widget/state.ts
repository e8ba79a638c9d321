import type { Attachment, Message } from './protocol';

/** Where the conversation stands, in the visitor's eyes. */
export type Phase = 'waiting' | 'talking' | 'ended';

/** idle: not asked for. replaced: another tab has it. refused: the server does not want us back. */
export type LinkState = 'idle' | 'connecting' | 'up' | 'down' | 'replaced' | 'refused';

export type Screen = 'start' | 'chat' | 'offline' | 'callback';

export type Call = 'offered' | 'accepted' | '';

export interface Chat {
  contactId: string | null;
  phase: Phase;
  agentName: string | null;
  position: number | null;
  waitS: number | null;
  longer: boolean;
  /** A call instead of waiting: offered, accepted, or not in question. */
  call: Call;
  /** It came while we were closed, and waits for our opening. */
  deferred: boolean;
  opensAt: string | null;
}

/** A message written here and not yet confirmed by the server. */
export interface Outgoing {
  client_id: string;
  kind: 'start' | 'say';
  text: string;
  attachments: Attachment[];
  name?: string;
  email?: string;
  queue?: string;
  language?: string;
  at: number;
  /** Why the server refused it; such a message waits for the visitor's decision. */
  refused?: string;
}

/** too_fast: we were asked to slow down. away: a part of the server is away for a moment. */
export type Delay = 'too_fast' | 'away';

/** short: worth a word. long: worth another way to reach us. */
export type Away = 'no' | 'short' | 'long';

export interface Queue {
  id: string;
  name: string;
}

export interface Config {
  open: boolean;
  opensAt: string | null;
  queues: Queue[];
  callbacks: boolean;
  maxBytes: number;
  maxText: number;
  /** Mime types or patterns such as `image/*`; empty allows all. */
  types: string[];
}

export interface State {
  panelOpen: boolean;
  screen: Screen;
  config: Config | null;
  configFailed: boolean;
  link: LinkState;
  /** How long the server has been out of reach, as far as the visitor should care. */
  away: Away;
  pos: number | null;
  versions: Record<string, number>;
  chat: Chat | null;
  messages: Message[];
  /** The cursor of what was said before `messages`; null when they are all. */
  earlier: string | null;
  pending: Outgoing[];
  readSeq: number;
  typing: boolean;
  /** Why the next message waits although the link is up. */
  notice: Delay | null;
  rating: 'asked' | 'thanked';
}

export const initialState: State = {
  panelOpen: false,
  screen: 'start',
  config: null,
  configFailed: false,
  link: 'idle',
  away: 'no',
  pos: null,
  versions: {},
  chat: null,
  messages: [],
  earlier: null,
  pending: [],
  readSeq: 0,
  typing: false,
  notice: null,
  rating: 'asked',
};

/** Messages the visitor has not looked at. */
export function unread(state: State): number {
  return state.messages.filter((m) => m.from.kind === 'agent' && m.seq > state.readSeq && !m.read).length;
}

export function lastSeq(state: State): number {
  return state.messages.at(-1)?.seq ?? 0;
}

/** A chat that a reload or a new connection must come back to. */
export function inChat(state: State): boolean {
  return (state.chat !== null && state.chat.phase !== 'ended') || state.pending.length > 0;
}

/** Where "back" leads. */
export function homeScreen(state: State): Screen {
  if (state.chat || state.pending.length > 0) return 'chat';
  return state.configFailed || state.config?.open === false ? 'offline' : 'start';
}
