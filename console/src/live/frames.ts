import type { AgentState, Board, Callback, Contact, Item, Marks, Message, Offer, Ticket, Work } from '@/api/types';

/** What an event's `state` holds, by the kind of its subject. */
type States = {
  offer: Offer;
  item: Item;
  agent: AgentState;
  message: Message;
  chat: Marks;
  contact: Contact;
  ticket: Ticket;
  callback: Callback;
};

type Place = { pos: number; n: number; kind: string; subject: { kind: string; id: string }; version: number };

/** One journal event whose state the console can show. */
export type KnownEvent = { [F in keyof States]: Place & { family: F; state: States[F] } }[keyof States];

/** An event about something the cache holds only as derived views, which are read again. */
export type OtherEvent = Place & { family: 'other'; state: unknown };

export type LiveEvent = KnownEvent | OtherEvent;

/** Server → client, one type for each line of the contract. */
export type Frame =
  | { type: 'welcome'; pos: number; server_time: string; resumed: boolean }
  | { type: 'snapshot'; pos: number; work: Work }
  | { type: 'event'; event: LiveEvent }
  | { type: 'typing'; contact_id: string; on: boolean }
  | { type: 'board'; site?: string; board: Board }
  | { type: 'pong'; t: number; server_time: string }
  | { type: 'error'; code: string; message: string }
  | { type: 'bye'; code: number; reason: string; retry: boolean };

const families = new Set(['offer', 'item', 'agent', 'message', 'chat', 'contact', 'ticket', 'callback']);

type RawEvent = Place & { type: 'event'; state: unknown };

function eventOf(raw: RawEvent): LiveEvent {
  const family = families.has(raw.subject.kind) && raw.state ? raw.subject.kind : 'other';
  return { ...raw, family } as LiveEvent;
}

/** Reads one text frame; what is not JSON, or of a type this release does not know, is null. */
export function readFrame(text: string): Frame | null {
  let raw: { type?: unknown };
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  switch (raw?.type) {
    case 'event':
      return { type: 'event', event: eventOf(raw as RawEvent) };
    case 'welcome':
    case 'snapshot':
    case 'typing':
    case 'board':
    case 'pong':
    case 'error':
    case 'bye':
      return raw as Frame;
    default:
      return null;
  }
}

/** Client → server. */
export type Said =
  | { type: 'hello'; pos: number | null; watch: string[] }
  | { type: 'watch' | 'unwatch'; topic: string }
  | { type: 'ack'; pos: number }
  | { type: 'ping'; t: number }
  | { type: 'typing'; contact_id: string; on: boolean }
  | { type: 'read'; contact_id: string; seq: number };
