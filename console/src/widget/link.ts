import { type ClientFrame, close, parseFrame, type ServerFrame } from './protocol';
import { pingEvery, pongWithin, retryIn, welcomeWithin } from './schedule';
import type { LinkState } from './state';

export interface LinkDoor {
  /** Where to connect; `fresh` asks for the token to be checked first. Rejects when the server is away. */
  address(fresh: boolean): Promise<string>;
  hello(): ClientFrame;
  received(frame: ServerFrame): void;
  changed(link: LinkState): void;
  open?(url: string): WebSocket;
  random?(): number;
}

/** One visitor socket that comes back by itself until told to stop. */
export class Link {
  private socket: WebSocket | null = null;
  private wanted = false;
  private welcomed = false;
  private fresh = true;
  private attempt = 0;
  private round = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private beat: ReturnType<typeof setInterval> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly door: LinkDoor) {}

  start(): void {
    if (this.wanted) return this.wake();
    this.wanted = true;
    void this.connect();
  }

  stop(link: LinkState = 'idle'): void {
    this.wanted = false;
    clearTimeout(this.retry);
    this.drop();
    this.door.changed(link);
  }

  /** The browser is online or awake again: try now, or prove that the open socket still lives. */
  wake(): void {
    if (!this.wanted) return;
    if (this.welcomed) return this.ping();
    if (this.socket) return;
    this.attempt = 0;
    clearTimeout(this.retry);
    void this.connect();
  }

  send(frame: ClientFrame): boolean {
    if (!this.welcomed || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private async connect(): Promise<void> {
    const round = ++this.round;
    this.door.changed('connecting');
    let url: string;
    try {
      url = await this.door.address(this.fresh);
    } catch {
      if (round === this.round) this.lost();
      return;
    }
    if (round !== this.round || !this.wanted) return;
    this.listen(this.door.open ? this.door.open(url) : new WebSocket(url));
  }

  private listen(socket: WebSocket): void {
    this.socket = socket;
    this.fresh = true;
    this.expect(welcomeWithin);
    socket.onopen = () => socket.send(JSON.stringify(this.door.hello()));
    socket.onmessage = ({ data }) => {
      const frame = parseFrame(data);
      if (frame && socket === this.socket) this.received(frame);
    };
    socket.onclose = ({ code }) => {
      if (socket === this.socket) this.closed(code);
    };
  }

  private received(frame: ServerFrame): void {
    if (frame.type === 'welcome') this.greet();
    if (frame.type === 'pong') clearTimeout(this.deadline);
    this.door.received(frame);
  }

  private greet(): void {
    this.welcomed = true;
    this.fresh = false;
    this.attempt = 0;
    clearTimeout(this.deadline);
    clearInterval(this.beat);
    this.beat = setInterval(() => this.ping(), pingEvery);
    this.door.changed('up');
  }

  private ping(): void {
    if (this.send({ type: 'ping', t: Date.now() })) this.expect(pongWithin);
  }

  /** A socket that stays silent is taken for dead, whatever the browser believes. */
  private expect(within: number): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => this.lost(), within);
  }

  private closed(code: number): void {
    if (code === close.replaced) return this.stop('replaced');
    if (code === close.signedOut || code === close.abuse) return this.stop('refused');
    if (code === close.tokenInvalid) this.fresh = true;
    this.lost();
  }

  private lost(): void {
    this.drop();
    this.door.changed('down');
    clearTimeout(this.retry);
    if (!this.wanted) return;
    this.retry = setTimeout(() => void this.connect(), retryIn(this.attempt, this.door.random));
    this.attempt += 1;
  }

  private drop(): void {
    this.round += 1;
    this.welcomed = false;
    clearInterval(this.beat);
    clearTimeout(this.deadline);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
