import type { Api, CallbackWish, OfflineNote } from './api';
import { Refusal } from './api';
import type { Keeper } from './keeper';
import { Link } from './link';
import { Outbox, type OutboxStore } from './outbox';
import type { Attachment, Page, ServerFrame } from './protocol';
import { type Action, reduce } from './reduce';
import { homeScreen, inChat, initialState, type LinkState, type Outgoing, type State, unread } from './state';

const typingPause = 4_000;
const typingAgain = 3_000;
const typingForgotten = 8_000;
const awayShort = 3_000;
const awayLong = 30_000;

export interface VisitDoor {
  api: Api;
  keeper: Keeper;
  store: OutboxStore;
  page(): Page;
  /** In which the visitor reads us, by its BCP 47 tag. */
  language: string;
  /** Whether the visitor can see the open panel right now. */
  looking(): boolean;
  show(state: State): void;
}

export type Opening = Pick<Outgoing, 'text' | 'name' | 'email' | 'queue'>;

/** One visitor's conversation: joins socket, outbox and state, and does what the views ask. */
export class Visit {
  state: State = initialState;
  private readonly link: Link;
  private readonly outbox: Outbox;
  private token: string | null;
  /** An earlier page left a chat that had not ended. */
  private readonly wasOpen: boolean;
  private reported = 0;
  private rating: { score: number; text?: string } | null = null;
  private leaving = false;
  private waiting: ReturnType<typeof setTimeout>[] = [];
  private typedAt = 0;
  private typingStop: ReturnType<typeof setTimeout> | undefined;
  private typingEnd: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly door: VisitDoor) {
    this.token = door.keeper.get('token');
    this.wasOpen = door.keeper.get('chat') === 'open';
    this.link = new Link({
      address: (fresh) => this.address(fresh),
      hello: () => ({ type: 'hello', pos: this.state.pos, ...this.sharedPage() }),
      received: (frame) => this.received(frame),
      changed: (link) => this.linked(link),
    });
    this.outbox = new Outbox(door.store, {
      send: (frame) => this.link.send(frame),
      changed: (pending) => this.dispatch({ kind: 'outbox', pending }),
      delayed: (notice) => this.dispatch({ kind: 'busy', notice }),
    });
  }

  /** Picks up a chat that an earlier page began; otherwise nothing goes over the wire. */
  async resume(): Promise<void> {
    await this.outbox.load();
    if (this.wasOpen || inChat(this.state)) {
      this.dispatch({ kind: 'returning' });
      this.link.start();
      await this.loadConfig();
    }
  }

  async loadConfig(): Promise<void> {
    const config = await this.door.api.config().catch(() => null);
    this.dispatch({ kind: 'config', config });
    if (this.state.screen === 'start') this.show(homeScreen(this.state));
  }

  /** Shows a page more of what was said before. */
  async showEarlier(): Promise<void> {
    const { chat, earlier } = this.state;
    if (!this.token || !chat?.contactId || !earlier) return;
    const page = await this.door.api.earlier(this.token, earlier).catch(() => null);
    if (page) this.dispatch({ kind: 'earlier', contactId: chat.contactId, ...page });
  }

  /** Leaves a side screen. */
  home(): void {
    this.show(homeScreen(this.state));
  }

  open(): void {
    this.dispatch({ kind: 'panel', open: true });
    this.seen();
    if (inChat(this.state)) this.link.start();
    if (!this.state.config) void this.loadConfig();
  }

  close(): void {
    this.dispatch({ kind: 'panel', open: false });
  }

  show(screen: State['screen']): void {
    this.dispatch({ kind: 'screen', screen });
  }

  wake(): void {
    if (this.state.link === 'replaced') this.link.start();
    else this.link.wake();
    if (this.state.panelOpen && this.state.configFailed) void this.loadConfig();
    this.seen();
  }

  begin(opening: Opening): void {
    if (this.state.chat?.phase === 'ended') this.dispatch({ kind: 'fresh' });
    void this.outbox.add({ ...entry('start'), ...opening, language: this.door.language });
    this.link.start();
  }

  say(text: string, attachments: Attachment[]): void {
    this.stopTyping();
    void this.outbox.add({ ...entry('say'), text, attachments });
    this.link.start();
  }

  retry(clientId: string): void {
    this.outbox.retry(clientId);
  }

  discard(clientId: string): void {
    this.outbox.discard(clientId);
  }

  typed(): void {
    if (this.state.chat?.phase !== 'talking') return;
    if (Date.now() - this.typedAt > typingAgain) {
      this.typedAt = Date.now();
      this.link.send({ type: 'typing', on: true });
    }
    clearTimeout(this.typingStop);
    this.typingStop = setTimeout(() => this.stopTyping(), typingPause);
  }

  leave(): void {
    this.leaving = !this.link.send({ type: 'leave' });
  }

  rate(score: number, text: string): void {
    this.rating = { score, text: text || undefined };
    this.dispatch({ kind: 'rated' });
    this.sendOwed();
  }

  /** A new chat. What was refused in the old one becomes its first message. */
  again(): void {
    const left = this.state.pending.map(({ text }) => text).join('\n');
    if (left) this.door.keeper.set('draft.opening', left);
    for (const { client_id } of this.state.pending) this.outbox.discard(client_id);
    this.link.stop();
    this.dispatch({ kind: 'fresh' });
    void this.loadConfig();
  }

  get consent(): boolean {
    return this.door.keeper.get('consent') === 'yes';
  }

  share(consent: boolean): void {
    this.door.keeper.set('consent', consent ? 'yes' : 'no');
    this.pageChanged();
  }

  pageChanged(): void {
    this.link.send({ ...this.sharedPage(), type: 'page', ref: 'page' });
  }

  /** The panel is open before the visitor's eyes: tell the server how far it was read. */
  seen(): void {
    if (!this.door.looking()) return;
    if (unread(this.state)) this.dispatch({ kind: 'seen' });
    const seq = Math.max(this.state.readSeq, 0);
    if (seq > this.reported && this.link.send({ type: 'read', seq })) this.reported = seq;
  }

  async note(note: OfflineNote, key: string): Promise<string> {
    return this.door.api.offline(note, this.token, key);
  }

  async wishCallback(wish: CallbackWish, key: string): Promise<void> {
    await this.door.api.callback(wish, await this.session(), key);
  }

  /** Be called instead of waiting; the place stays. */
  async callInstead(phone: string): Promise<void> {
    await this.door.api.callInstead(phone, await this.session());
    this.dispatch({ kind: 'call', call: 'accepted' });
  }

  /** Rather wait here after all. */
  async waitInstead(): Promise<void> {
    await this.door.api.waitInstead(await this.session());
    this.dispatch({ kind: 'call', call: 'offered' });
  }

  async upload(file: File, progress: (share: number) => void): Promise<Attachment> {
    return this.door.api.upload(file, await this.session(), progress);
  }

  attachmentUrl(id: string): string {
    return this.door.api.attachmentUrl(id, this.token ?? '');
  }

  private dispatch(action: Action): void {
    const next = reduce(this.state, action);
    if (next === this.state) return;
    this.state = next;
    this.door.keeper.set('chat', inChat(next) ? 'open' : null);
    this.door.show(next);
  }

  private linked(link: LinkState): void {
    this.dispatch({ kind: 'link', link });
    if (link === 'up') return this.stopWaiting();
    this.outbox.disconnected();
    if (link !== 'connecting' && link !== 'down') return this.stopWaiting();
    if (this.waiting.length) return;
    this.waiting = [
      setTimeout(() => this.dispatch({ kind: 'away', away: 'short' }), awayShort),
      setTimeout(() => this.dispatch({ kind: 'away', away: 'long' }), awayLong),
    ];
  }

  private stopWaiting(): void {
    for (const timer of this.waiting) clearTimeout(timer);
    this.waiting = [];
  }

  private received(frame: ServerFrame): void {
    const { contactId } = this.state.chat ?? {};
    this.dispatch({ kind: 'frame', frame });
    if (this.state.chat?.contactId !== contactId) this.reported = 0;
    if (frame.type === 'welcome') {
      this.outbox.connected();
      this.sendOwed();
    }
    if (frame.type === 'said') this.outbox.said(frame.client_id);
    if (frame.type === 'error' && frame.ref) this.outbox.refused(frame.ref, frame.code, frame.retry_s, frame.reason);
    if (frame.type === 'typing') this.expectTyping();
    if (frame.type === 'event') this.link.send({ type: 'ack', pos: frame.pos });
    this.forgetConfirmed();
    this.seen();
  }

  /** A message may be confirmed by the stream before its `said`, or by a snapshot after a lost one. */
  private forgetConfirmed(): void {
    for (const { client_id } of this.state.messages) if (client_id) this.outbox.said(client_id);
  }

  /** What was asked for while the link was down. */
  private sendOwed(): void {
    if (this.leaving) this.leave();
    if (this.rating && this.link.send({ type: 'rate', ...this.rating })) this.rating = null;
  }

  private expectTyping(): void {
    clearTimeout(this.typingEnd);
    this.typingEnd = setTimeout(() => this.dispatch({ kind: 'silent' }), typingForgotten);
  }

  private stopTyping(): void {
    clearTimeout(this.typingStop);
    if (this.typedAt) this.link.send({ type: 'typing', on: false });
    this.typedAt = 0;
  }

  private sharedPage(): { page: Page | null; consent: boolean } {
    return { page: this.consent ? this.door.page() : null, consent: this.consent };
  }

  private async address(fresh: boolean): Promise<string> {
    const token = fresh ? await this.freshSession() : await this.session();
    return this.door.api.socketUrl(token);
  }

  private async session(): Promise<string> {
    return this.token ?? (await this.freshSession());
  }

  private async freshSession(): Promise<string> {
    const session = await this.door.api.session(this.token).catch((refusal: unknown) => {
      // The server does not know this token any more: begin anew rather than never.
      if (refusal instanceof Refusal && [400, 401, 403, 404, 422].includes(refusal.status)) {
        return this.door.api.session(null);
      }
      throw refusal;
    });
    this.token = session.token;
    this.door.keeper.set('token', session.token);
    return session.token;
  }
}

function entry(kind: Outgoing['kind']): Outgoing {
  return { client_id: crypto.randomUUID(), kind, text: '', attachments: [], at: Date.now() };
}
