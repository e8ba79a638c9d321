/** One field the server refused, as RFC 9457 `errors` names it. */
export type FieldError = { location: string; message: string };

/** One change that somebody made meanwhile: what is different, and who did it. */
export type Change = {
  version: number;
  at: string;
  by: { kind: string; name: string };
  fields: string[] | null;
};

/** What the server answers when it says no. */
export type Problem = {
  status?: number;
  title?: string;
  detail?: string;
  code?: string;
  errors?: { location?: string; message?: string }[] | null;
  winner?: { id: string; name: string } | null;
  current?: unknown;
  changes?: Change[] | null;
};

/** Everything that can go wrong between a press and its answer; `status` 0 means nobody answered. */
export class Fault extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldError[];
  readonly winner: string | null;
  readonly current: unknown;
  /** With something outdated: what became of it since it was read, the last first. */
  readonly changes: Change[];
  readonly retryAfter: number | null;

  constructor(status: number, problem: Problem = {}, retryAfter: number | null = null) {
    super(problem.detail || problem.title || 'The server did not say why.');
    this.name = 'Fault';
    this.status = status;
    this.code = problem.code ?? '';
    this.fields = (problem.errors ?? []).map((e) => ({ location: e.location ?? '', message: e.message ?? '' }));
    this.winner = problem.winner?.name ?? null;
    this.current = problem.current ?? null;
    this.changes = problem.changes ?? [];
    this.retryAfter = retryAfter;
  }

  /** True when trying the same thing again may work. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** True when the thing itself has changed since it was read; `current` says to what. */
  get outdated(): boolean {
    return (
      this.status === 409 && typeof this.current === 'object' && this.current !== null && 'version' in this.current
    );
  }

  /** What happened and what to do, in words for the person at the screen. */
  get words(): { title: string; text: string } {
    const wait = this.retryAfter ? `Try again in ${this.retryAfter} s.` : 'Try again in a moment.';
    switch (this.status) {
      case 0:
        return { title: 'No connection', text: 'What you wrote is kept here. It can be sent when the line is back.' };
      case 401:
        return { title: 'You are signed out', text: 'Sign in again; nothing you wrote is lost.' };
      case 403:
        return { title: 'Not allowed', text: this.message };
      case 404:
        return { title: 'Not found', text: 'It may have been closed or moved meanwhile.' };
      case 409:
        return this.winner
          ? { title: `Taken by ${this.winner}`, text: 'Somebody was faster. Nothing is left to do here.' }
          : { title: this.outdated ? 'Changed meanwhile' : 'That cannot be done now', text: this.message };
      case 413:
        return { title: 'Too large', text: this.message };
      case 422:
        return {
          title: 'Please check what you entered',
          text: this.fields.map((f) => f.message).join(' ') || this.message,
        };
      case 429:
        return { title: 'Too fast', text: wait };
      case 503:
        return { title: 'The service is busy', text: wait };
      default:
        return { title: 'Something went wrong', text: this.status >= 500 ? wait : this.message };
    }
  }
}

/** Reads a refused answer; a body that is no problem document still gives a Fault. */
export async function faultOf(response: Response): Promise<Fault> {
  const problem = await response.json().catch(() => ({}));
  const after = Number(response.headers.get('Retry-After'));
  return new Fault(response.status, problem as Problem, after > 0 ? after : null);
}

/** Field errors keyed by the last part of their location, `body.name` → `name`, and by all of it without `body.` */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof Fault)) return {};
  return Object.fromEntries(
    error.fields.flatMap(({ location, message }) => [
      [location.split('.').at(-1) ?? '', message],
      [location.replace(/^body\./, ''), message],
    ]),
  );
}

/** Any thrown value as a Fault, so that a face can always be shown. */
export function asFault(error: unknown): Fault {
  return error instanceof Fault ? error : new Fault(0, { detail: String(error) });
}
