import { type APIRequestContext, type APIResponse, request } from '@playwright/test';
import { type Person, password } from './people';

/** What a person may ask of the server, without a screen. */
export class Api {
  private constructor(private readonly door: APIRequestContext) {}

  static async signIn(url: string, { email }: Person): Promise<Api> {
    const api = new Api(await request.newContext({ baseURL: `${url}/api/v1/` }));
    await api.post('session', { email, password });
    return api;
  }

  async get<T>(path: string): Promise<T> {
    return bodyOf<T>(await this.door.get(path));
  }

  async post<T>(path: string, data: unknown = {}): Promise<T> {
    return bodyOf<T>(await this.door.post(path, { data }));
  }

  async put<T>(path: string, data: unknown): Promise<T> {
    return bodyOf<T>(await this.door.put(path, { data }));
  }

  async patch<T>(path: string, data: unknown): Promise<T> {
    return bodyOf<T>(await this.door.patch(path, { data }));
  }

  /** Asks for what is to be refused, or may be. */
  async ask(path: string, data: unknown = {}): Promise<APIResponse> {
    return this.door.post(path, { data });
  }

  async leave(): Promise<void> {
    await this.door.dispose();
  }
}

async function bodyOf<T>(answer: APIResponse): Promise<T> {
  const text = await answer.text();
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}
