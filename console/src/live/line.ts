import type { QueryClient } from '@tanstack/react-query';
import { keys } from '@/api/keys';
import type { Work } from '@/api/types';
import { writeEvent, writeSnapshot } from './cache';
import { learnServerTime } from './clock';
import type { Frame, LiveEvent } from './frames';
import { setPhase, setRoundTrip } from './link';
import { LiveSocket } from './socket';
import { admit, emptyStream, reconnected, restart, type Stream } from './stream';

/** A typing mark that nobody renews goes out after this, in milliseconds. */
const typingFor = 6_000;

/** The agent's line: a socket, the place in the stream, and the cache both feed. */
export class Line {
  private stream: Stream = emptyStream;
  private readonly socket: LiveSocket;
  private readonly watched = new Map<string, number>();
  private readonly typing = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly cache: QueryClient,
    url: string,
    private readonly onSignedOut: () => void,
  ) {
    this.socket = new LiveSocket(url, {
      hello: () => ({ type: 'hello', pos: this.stream.pos, watch: [...this.watched.keys()] }),
      heard: (frame) => this.heard(frame),
      phase: (phase) => {
        setPhase(phase);
        if (phase === 'signed_out') this.onSignedOut();
      },
      roundTrip: setRoundTrip,
    });
  }

  /** Opens the line and comes back with the network or the tab; returns the way to end it. */
  run(): () => void {
    const back = () => this.socket.reopen();
    const awake = () => document.visibilityState === 'visible' && this.wake();
    window.addEventListener('online', back);
    document.addEventListener('visibilitychange', awake);
    this.socket.open();
    return () => {
      window.removeEventListener('online', back);
      document.removeEventListener('visibilitychange', awake);
      this.socket.close();
    };
  }

  /** Tries now, not when the next retry is due. */
  tryNow(): void {
    this.socket.reopen();
  }

  /** Hears about a topic for as long as somebody on the screen wants it. */
  watch(topic: string): () => void {
    const count = this.watched.get(topic) ?? 0;
    this.watched.set(topic, count + 1);
    if (count === 0) this.socket.say({ type: 'watch', topic });
    return () => this.unwatch(topic);
  }

  saysTyping(contactId: string, on: boolean): void {
    this.socket.say({ type: 'typing', contact_id: contactId, on });
  }

  /** Tells the customer that the thread was seen up to `seq`, and clears the row's count. */
  hasRead(contactId: string, seq: number): void {
    this.socket.say({ type: 'read', contact_id: contactId, seq });
    this.cache.setQueryData<Work>(keys.work, (work) => {
      if (!work?.items.some((i) => i.contact_id === contactId && i.unread > 0)) return work;
      return { ...work, items: work.items.map((i) => (i.contact_id === contactId ? { ...i, unread: 0 } : i)) };
    });
  }

  private unwatch(topic: string): void {
    const count = (this.watched.get(topic) ?? 0) - 1;
    if (count > 0) {
      this.watched.set(topic, count);
      return;
    }
    this.watched.delete(topic);
    this.socket.say({ type: 'unwatch', topic });
  }

  private wake(): void {
    this.socket.open();
    this.socket.probe();
  }

  private heard(frame: Frame): void {
    switch (frame.type) {
      case 'welcome':
        learnServerTime(frame.server_time);
        this.stream = reconnected(this.stream);
        return;
      case 'snapshot':
        this.stream = restart(frame.pos);
        return writeSnapshot(this.cache, frame.work);
      case 'event':
        return this.happened(frame.event);
      case 'board':
        this.cache.setQueryData(keys.board(frame.site ?? null), frame.board);
        return;
      case 'typing':
        return this.types(frame.contact_id, frame.on);
      case 'pong':
        return learnServerTime(frame.server_time, Date.now() - frame.t);
    }
  }

  private happened(event: LiveEvent): void {
    const { stream, verdict } = admit(this.stream, event);
    this.stream = stream;
    if (verdict === 'gap') return this.socket.reopen();
    if (verdict === 'apply') writeEvent(this.cache, event);
    if (stream.pos !== null) this.socket.say({ type: 'ack', pos: stream.pos });
  }

  private types(contactId: string, on: boolean): void {
    clearTimeout(this.typing.get(contactId));
    this.cache.setQueryData(keys.typing(contactId), on);
    if (!on) return;
    const off = () => this.cache.setQueryData(keys.typing(contactId), false);
    this.typing.set(contactId, setTimeout(off, typingFor));
  }
}
