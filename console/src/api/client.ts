import createClient, { type Middleware } from 'openapi-fetch';
import { Fault, faultOf } from './fault';
import type { paths } from './schema';

/** A key the server stores the first answer under, so that a repeated press counts once. */
export function idempotencyKey(): string {
  return crypto.randomUUID();
}

const rules: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', idempotencyKey());
    }
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await faultOf(response);
    return response;
  },
  onError({ error }) {
    return error instanceof Error && error.name === 'AbortError' ? error : new Fault(0);
  },
};

/** The typed door to the server. */
export const api = createClient<paths>({
  baseUrl: '/api/v1',
  fetch: (request) => globalThis.fetch(request),
});
api.use(rules);

/**
 * The body of an answer; refusals were thrown as Fault before this. Name a type of types.ts
 * where it says more than the server's document does.
 */
export async function body<T>(answer: Promise<{ data?: Loose<T> }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}

/** What the document says of a T: the same fields, their values less exact. */
type Loose<T> = { [K in keyof T]?: unknown } | T;
