import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Random numbers from 0 to 1 that come again with the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One browser's connection and the one behind it to the server. */
type Pair = { near: Socket; far: Socket };

/** A bad line between browsers and a server: it kills, blocks and delays what goes through, until it is mended. */
export class Cutter {
  private readonly pairs = new Set<Pair>();
  private shut = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    private readonly door: Server,
    private readonly port: number,
    private readonly random: () => number,
  ) {
    door.on('connection', (near) => this.join(near));
  }

  static async before(port: number, seed: number): Promise<Cutter> {
    const door = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(door, 'listening');
    return new Cutter(door, port, chance(seed));
  }

  get url(): string {
    const address = this.door.address();
    if (!address || typeof address === 'string') throw new Error('the line is closed');
    return `http://127.0.0.1:${address.port}`;
  }

  /** From now on something happens to the line every second or so. */
  harm(): void {
    this.timer = setTimeout(
      () => {
        this.once();
        this.harm();
      },
      300 + 1_700 * this.random(),
    );
  }

  /** Everything flows again. */
  mend(): void {
    clearTimeout(this.timer);
    this.shut = false;
    for (const { near, far } of this.pairs) {
      near.resume();
      far.resume();
    }
  }

  close(): void {
    this.mend();
    for (const pair of this.pairs) this.kill(pair);
    this.door.close();
  }

  private once(): void {
    const fate = this.random();
    if (fate < 0.35) return this.some((pair) => this.kill(pair));
    if (fate < 0.6) return this.some((pair) => this.hold(pair, 400 + 2_600 * this.random()));
    if (fate < 0.75) return this.some((pair) => this.hold(pair, 6_000));
    if (fate < 0.9) {
      this.shut = true;
      for (const pair of this.pairs) this.kill(pair);
      setTimeout(() => {
        this.shut = false;
      }, 2_000 * this.random());
    }
  }

  private some(act: (pair: Pair) => void): void {
    for (const pair of this.pairs) if (this.random() < 0.5) act(pair);
  }

  /** Both ends believe in the connection, and nothing comes through: the half-open line. */
  private hold({ near, far }: Pair, milliseconds: number): void {
    near.pause();
    far.pause();
    setTimeout(() => {
      near.resume();
      far.resume();
    }, milliseconds);
  }

  private kill(pair: Pair): void {
    pair.near.destroy();
    pair.far.destroy();
  }

  private join(near: Socket): void {
    if (this.shut) {
      near.destroy();
      return;
    }
    const pair = { near, far: connect(this.port, '127.0.0.1') };
    this.pairs.add(pair);
    const part = () => {
      this.pairs.delete(pair);
      this.kill(pair);
    };
    for (const [from, to] of [
      [near, pair.far],
      [pair.far, near],
    ] as const) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('end', () => to.end());
      from.on('error', part);
      from.on('close', part);
    }
    near.resume();
  }
}
