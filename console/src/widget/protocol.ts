/** What the visitor's socket carries, both ways, and the bodies of the visitor's few HTTP calls. */

import type { Call } from './state';

export interface Attachment {
  id: string;
  name: string;
  mime: string;
  size: number;
}

export interface Message {
  id: string;
  contact_id: string;
  seq: number;
  at: string;
  from: { kind: 'customer' | 'agent' | 'system'; id?: string | null; name?: string | null };
  text: string;
  attachments: Attachment[];
  /** It reached the other side's screen. */
  delivered?: boolean;
  /** The other side has seen it. */
  read?: boolean;
  /** On the visitor's own messages: the id the widget gave it, so that a pending copy is recognised. */
  client_id?: string | null;
}

/** How far both sides of a chat have got, as message numbers. */
export interface Marks {
  contact_id: string;
  customer_read: number;
  agent_delivered: number;
  agent_read: number;
}

export interface Page {
  url: string;
  title: string;
  referrer: string;
}

export type ClientFrame = { ref?: string } & (
  | { type: 'hello'; pos: number | null; page: Page | null; consent: boolean }
  | { type: 'page'; page: Page | null; consent: boolean }
  | {
      type: 'start';
      client_id: string;
      name?: string;
      email?: string;
      queue?: string;
      /** That the widget speaks, by its BCP 47 tag. */
      language?: string;
      text: string;
    }
  | { type: 'say'; client_id: string; text: string; attachment_ids?: string[] }
  | { type: 'typing'; on: boolean }
  | { type: 'read'; seq: number }
  | { type: 'leave' }
  | { type: 'rate'; score: number; text?: string }
  | { type: 'ping'; t: number }
  | { type: 'ack'; pos: number }
);

export interface ChatSnapshot {
  contact_id: string | null;
  state: string;
  /** The last ones; `earlier` is the cursor of those before. */
  messages: Message[];
  earlier?: string | null;
  /** While it is deferred: when we open, as far as is known. */
  opens_at?: string | null;
  agent_name: string | null;
}

export type ErrorCode = 'malformed' | 'too_large' | 'unknown_type' | 'too_late' | 'not_yours' | 'too_fast' | 'away';

export interface EventFrame {
  type: 'event';
  pos: number;
  topic?: string;
  kind: string;
  subject?: { kind: string; id: string };
  version?: number;
  state: unknown;
}

export type ServerFrame =
  | { type: 'welcome'; pos: number; server_time: string; resumed: boolean }
  | { type: 'snapshot'; pos: number; chat: ChatSnapshot | null }
  | EventFrame
  | { type: 'said'; client_id: string; message: Message }
  | { type: 'position'; position: number; wait_s: number | null; longer: boolean; call?: Call }
  | { type: 'typing'; contact_id: string; from?: unknown; on: boolean }
  | { type: 'pong'; t: number; server_time: string }
  | { type: 'error'; ref?: string; code: ErrorCode; reason?: string; message: string; retry_s?: number }
  | { type: 'bye'; code: number; reason: string; retry: boolean };

const serverTypes = new Set<string>([
  'welcome',
  'snapshot',
  'event',
  'said',
  'position',
  'typing',
  'pong',
  'error',
  'bye',
] satisfies ServerFrame['type'][]);

/** Reads one text frame; anything unknown is null, so that an older widget outlives a newer server. */
export function parseFrame(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(data);
    return isRecord(frame) && serverTypes.has(String(frame.type)) ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const close = {
  comeBack: 4000,
  signedOut: 4001,
  replaced: 4002,
  tokenInvalid: 4003,
  abuse: 4009,
} as const;
