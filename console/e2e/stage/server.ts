import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from '@playwright/test';

const root = resolve(import.meta.dirname, '../../..');
const binary = join(root, 'bin/switchboard');

/** A switchboard of its own: the demo company without its simulated floor, on own data, port, Postgres and Redis. */
export class Server {
  private process: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly log: string,
    private readonly settings: Record<string, string>,
  ) {}

  /** Starts one and returns when it is ready; `settings` are further environment variables. */
  static async start(name: string, settings: Record<string, string> = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-e2e-'));
    // Postgres runs as another user when we are root, and must reach its data.
    await chmod(folder, 0o755);
    const logs = join(root, 'console/test-results/servers');
    mkdirSync(logs, { recursive: true });
    const server = new Server(await freePort(), folder, join(logs, `${name}.log`), settings);
    await server.run();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Runs it on the data and port it had before. */
  async run(): Promise<void> {
    const env = {
      ...process.env,
      DEMO: '0',
      ...this.settings,
      ADDR: `127.0.0.1:${this.port}`,
      DATA_DIR: join(this.folder, 'data'),
    };
    const child = spawn(binary, ['demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(this.log, { flags: 'a' });
    child.stderr.pipe(log);
    this.process = child;
    for await (const line of createInterface(child.stdout)) {
      log.write(`${line}\n`);
      if (line.includes('Ctrl-C stops everything')) return;
    }
    throw new Error(`the server ended before it was ready; its log is ${this.log}`);
  }

  /** Ends it as an operator does, and waits until it has ended. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Ends it as a power cut does; its data stay. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** A server for all tests of a file. */
export function ownServer(settings?: Record<string, string>): () => Server {
  let server: Server | undefined;
  test.beforeAll(async () => {
    test.setTimeout(90_000);
    server = await Server.start(basename(test.info().file, '.spec.ts'), settings);
  });
  test.afterAll(async () => server?.stop());
  return () => {
    if (!server) throw new Error('the server runs only while tests do');
    return server;
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (!address || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
