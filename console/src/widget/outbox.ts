import type { ClientFrame, ErrorCode } from './protocol';
import type { Delay, Outgoing } from './state';

/** Where unsent messages survive a reload. */
export interface OutboxStore {
  all(): Promise<Outgoing[]>;
  put(entry: Outgoing): Promise<void>;
  drop(clientId: string): Promise<void>;
}

export interface OutboxDoor {
  /** Hands a frame to the socket; false when there is none. */
  send(frame: ClientFrame): boolean;
  changed(entries: Outgoing[]): void;
  /** The server wants the message later. */
  delayed(why: Delay): void;
}

const answerWithin = 10_000;

/**
 * Keeps every message until the server has said that it is stored.
 * One message is under way at a time, so order holds; a message without an answer is sent again
 * under the same client_id, which the server stores once.
 */
export class Outbox {
  private entries: Outgoing[] = [];
  private up = false;
  private underWay: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: OutboxStore,
    private readonly door: OutboxDoor,
  ) {}

  /** Takes over what an earlier page, or a crash, left behind. */
  async load(): Promise<void> {
    const left = await this.store.all();
    const known = new Set(this.entries.map((entry) => entry.client_id));
    this.entries = [...left.filter((entry) => !known.has(entry.client_id)), ...this.entries];
    this.entries.sort((a, b) => a.at - b.at);
    this.changed();
  }

  async add(entry: Outgoing): Promise<void> {
    this.entries.push(entry);
    this.door.changed([...this.entries]);
    await this.store.put(entry);
    this.pump();
  }

  connected(): void {
    this.up = true;
    this.pump();
  }

  disconnected(): void {
    this.up = false;
    this.rest();
  }

  /** The server has stored it. Hearing so twice is harmless. */
  said(clientId: string): void {
    this.remove(clientId);
  }

  discard(clientId: string): void {
    this.remove(clientId);
  }

  retry(clientId: string): void {
    this.update(clientId, { refused: undefined });
  }

  /** An error frame about a message: wait and try again, or leave it to the visitor. */
  refused(clientId: string, code: ErrorCode, retryS = 2, reason?: string): void {
    if (this.underWay !== clientId) return;
    if (code === 'too_fast' || code === 'away') {
      this.door.delayed(code);
      this.waitThenSend(retryS * 1000);
      return;
    }
    this.rest();
    this.update(clientId, { refused: reason === 'closed_hours' ? reason : code });
  }

  private remove(clientId: string): void {
    const rest = this.entries.filter((entry) => entry.client_id !== clientId);
    if (rest.length === this.entries.length) return;
    this.entries = rest;
    if (this.underWay === clientId) this.rest();
    void this.store.drop(clientId);
    this.changed();
  }

  private update(clientId: string, change: Partial<Outgoing>): void {
    const at = this.entries.findIndex((entry) => entry.client_id === clientId);
    const entry = this.entries[at];
    if (!entry) return;
    this.entries[at] = { ...entry, ...change };
    void this.store.put(this.entries[at]);
    this.changed();
  }

  private changed(): void {
    this.door.changed([...this.entries]);
    this.pump();
  }

  private pump(): void {
    if (!this.up || this.underWay) return;
    const next = this.entries.find((entry) => !entry.refused);
    if (!next || !this.door.send(frameOf(next))) return;
    this.underWay = next.client_id;
    this.waitThenSend(answerWithin);
  }

  /** Until then the message counts as under way, so that nothing overtakes it. */
  private waitThenSend(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.rest();
      this.pump();
    }, ms);
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.underWay = null;
  }
}

function frameOf(entry: Outgoing): ClientFrame {
  const { client_id, text } = entry;
  if (entry.kind === 'start') {
    const { name, email, queue, language } = entry;
    return { type: 'start', ref: client_id, client_id, text, name, email, queue, language };
  }
  const attachment_ids = entry.attachments.map((attachment) => attachment.id);
  return { type: 'say', ref: client_id, client_id, text, attachment_ids };
}
