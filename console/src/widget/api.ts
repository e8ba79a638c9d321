import type { Attachment, Message } from './protocol';
import { isRecord } from './protocol';
import type { Config } from './state';

/** What the server, or the road to it, answered instead of what was asked. Status 0: no answer. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly body: Record<string, unknown>,
    readonly retryAfterS: number | null,
  ) {
    super(`${status} ${detail}`);
  }
}

export interface OfflineNote {
  name: string;
  email: string;
  text: string;
}

export interface CallbackWish {
  phone: string;
  /** Wall time in `zone`, `2026-11-23T10:15`. */
  local: string;
  zone: string;
  topic: string;
}

export interface Session {
  visitor_id: string;
  token: string;
  contact_id: string | null;
}

/** The visitor's few HTTP calls; `base` is where widget.js came from. */
export class Api {
  constructor(private readonly base: string) {}

  async config(): Promise<Config> {
    return readConfig(await this.call('GET', '/widget/config'));
  }

  async session(token: string | null): Promise<Session> {
    const answer = await this.call('POST', '/visit/sessions', token ? { token } : {});
    return answer as unknown as Session;
  }

  async offline(note: OfflineNote, token: string | null, key: string): Promise<string> {
    const body = token ? { ...note, token } : { ...note };
    const answer = await this.call('POST', '/visit/offline', body, { 'Idempotency-Key': key });
    return String(answer.ticket_number);
  }

  async callback(wish: CallbackWish, token: string, key: string): Promise<void> {
    await this.call('POST', '/visit/callbacks', { ...wish, token }, { 'Idempotency-Key': key });
  }

  async callInstead(phone: string, token: string): Promise<void> {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await this.call('POST', '/visit/queue-callback', { phone, zone }, { Authorization: `Visitor ${token}` });
  }

  async waitInstead(token: string): Promise<void> {
    await this.call('POST', '/visit/queue-callback/undo', undefined, { Authorization: `Visitor ${token}` });
  }

  /** A page of what was said before the cursor, oldest first, and the cursor of the page before it. */
  async earlier(token: string, cursor: string): Promise<{ messages: Message[]; earlier: string | null }> {
    const page = await this.call('GET', `/visit/messages?cursor=${encodeURIComponent(cursor)}`, undefined, {
      Authorization: `Visitor ${token}`,
    });
    return { messages: page.items as Message[], earlier: (page.next_cursor as string | null) ?? null };
  }

  socketUrl(token: string): string {
    const url = new URL('/ws/visitor', this.base);
    url.protocol = url.protocol.replace('http', 'ws');
    url.searchParams.set('token', token);
    return url.href;
  }

  attachmentUrl(id: string, token: string): string {
    const url = new URL(`/visit/attachments/${encodeURIComponent(id)}`, this.base);
    url.searchParams.set('token', token);
    return url.href;
  }

  /** By XMLHttpRequest, since fetch tells nothing of an upload's progress. */
  upload(file: File, token: string, progress: (share: number) => void): Promise<Attachment> {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file);
    return new Promise((resolve, reject) => {
      request.upload.onprogress = (e) => progress(e.total ? e.loaded / e.total : 0);
      request.onerror = () => reject(new Refusal(0, '', {}, null));
      request.onload = () => {
        const body = parsed(request.responseText);
        if (request.status < 300) resolve(body as unknown as Attachment);
        else reject(refusal(request.status, body, request.getResponseHeader('Retry-After')));
      };
      request.open('POST', new URL('/visit/attachments', this.base));
      request.setRequestHeader('Authorization', `Visitor ${token}`);
      request.send(form);
    });
  }

  private async call(method: string, path: string, body?: object, also: Record<string, string> = {}) {
    const headers = body ? { 'Content-Type': 'application/json', ...also } : also;
    const answer = await fetch(new URL(path, this.base), {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: 'omit',
      signal: AbortSignal.timeout(10_000),
    }).catch(() => {
      throw new Refusal(0, '', {}, null);
    });
    const content = parsed(await answer.text());
    if (!answer.ok) throw refusal(answer.status, content, answer.headers.get('Retry-After'));
    return content;
  }
}

function refusal(status: number, body: Record<string, unknown>, retryAfter: string | null) {
  const seconds = Number(retryAfter);
  const wait = retryAfter && Number.isFinite(seconds) ? seconds : null;
  return new Refusal(status, typeof body.detail === 'string' ? body.detail : '', body, wait);
}

function parsed(content: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(content);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Reads the config with a default for each thing a server may leave out. */
export function readConfig(raw: Record<string, unknown>): Config {
  const list = (value: unknown) => (Array.isArray(value) ? value : []);
  return {
    open: raw.open !== false,
    opensAt: typeof raw.opens_at === 'string' ? raw.opens_at : null,
    queues: list(raw.queues)
      .filter(isRecord)
      .map((queue) => ({ id: String(queue.id), name: String(queue.name) })),
    callbacks: raw.callbacks !== false,
    maxBytes: Number(raw.max_attachment_bytes) || 10_000_000,
    maxText: Number(raw.max_text) || 4000,
    types: list(raw.attachment_types).map(String),
  };
}
