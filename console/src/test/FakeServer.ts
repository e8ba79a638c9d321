import { vi } from 'vitest';

type Asked = { method: string; path: string; key: string | null; body: unknown };
type Answer = { status: number; body: unknown };

/** A server that answers what the test says, and remembers what it was asked. */
export class FakeServer {
  readonly asked: Asked[] = [];
  private readonly answers = new Map<string, Answer>();
  private away = false;

  constructor() {
    vi.stubGlobal('fetch', (request: Request) => this.fetch(request));
  }

  /** Answers `POST /offers/offer-1/accept` and the like. */
  on(operation: string, body: unknown, status = 200): this {
    this.answers.set(operation, { status, body });
    return this;
  }

  /** Nobody answers from now on. */
  leave(): void {
    this.away = true;
  }

  comeBack(): void {
    this.away = false;
  }

  private async fetch(request: Request): Promise<Response> {
    const { method, headers } = request;
    const path = new URL(request.url, 'http://here').pathname.replace('/api/v1', '');
    const text = await request.clone().text();
    this.asked.push({ method, path, key: headers.get('Idempotency-Key'), body: text ? JSON.parse(text) : null });
    if (this.away) throw new TypeError('no connection');
    const answer = this.answers.get(`${method} ${path}`) ?? { status: 404, body: { title: 'not found' } };
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'Content-Type': answer.status < 400 ? 'application/json' : 'application/problem+json' },
    });
  }
}
