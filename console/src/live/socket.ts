import { retryDelay } from './backoff';
import { type Frame, readFrame, type Said } from './frames';

const pingEvery = 10_000;
const pongWithin = 5_000;

/** Close codes of the contract that mean: do not come back by yourself. */
const stayAway: Record<number, 'signed_out' | 'replaced'> = { 4001: 'signed_out', 4002: 'replaced' };

export type SocketEvents = {
  /** The words that open every new socket; asked anew each time, since `pos` moves. */
  hello: () => Said;
  heard: (frame: Frame) => void;
  phase: (phase: 'connecting' | 'up' | 'down' | 'signed_out' | 'replaced') => void;
  roundTrip: (milliseconds: number) => void;
};

/**
 * One WebSocket kept open. It pings every 10 s and takes a missing pong for death, so that a half-open
 * line is noticed; it comes back after 0.5 to 8 s, and at once when the network or the tab wakes.
 */
export class LiveSocket {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private ping: ReturnType<typeof setInterval> | undefined;
  private pong: ReturnType<typeof setTimeout> | undefined;
  private pingedAt = 0;

  constructor(
    private readonly url: string,
    private readonly events: SocketEvents,
  ) {}

  /** Opens the socket unless it is open; also the way back by hand. */
  open(): void {
    clearTimeout(this.retry);
    if (this.socket) return;
    this.events.phase('connecting');
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => this.say(this.events.hello());
    socket.onmessage = (message) => this.hear(socket, String(message.data));
    socket.onclose = (closed) => this.lost(socket, closed.code);
  }

  /** Closes for good. */
  close(): void {
    clearTimeout(this.retry);
    this.drop();
  }

  /** Leaves the present socket, if any, and comes back without waiting: after a gap or a sleep. */
  reopen(): void {
    this.drop();
    this.attempt = 0;
    this.open();
  }

  /** Says something if anybody listens; false when the line is down. */
  say(said: Said): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(said));
    return true;
  }

  /** Pings now; an unanswered ping ends the socket. */
  probe(): void {
    if (this.pong !== undefined) return;
    this.pingedAt = Date.now();
    if (!this.say({ type: 'ping', t: this.pingedAt })) return;
    this.pong = setTimeout(() => this.socket && this.lost(this.socket, 0), pongWithin);
  }

  private hear(socket: WebSocket, text: string): void {
    if (socket !== this.socket) return;
    const frame = readFrame(text);
    if (!frame) return;
    if (frame.type === 'welcome') this.welcomed();
    if (frame.type === 'pong') this.ponged();
    this.events.heard(frame);
  }

  private welcomed(): void {
    this.attempt = 0;
    this.events.phase('up');
    clearInterval(this.ping);
    this.ping = setInterval(() => this.probe(), pingEvery);
    this.probe();
  }

  private ponged(): void {
    clearTimeout(this.pong);
    this.pong = undefined;
    this.events.roundTrip(Date.now() - this.pingedAt);
  }

  private lost(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return;
    this.drop();
    const final = stayAway[code];
    this.events.phase(final ?? 'down');
    if (final) return;
    this.retry = setTimeout(() => this.open(), retryDelay(this.attempt));
    this.attempt += 1;
  }

  private drop(): void {
    clearInterval(this.ping);
    clearTimeout(this.pong);
    this.pong = undefined;
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }
}
