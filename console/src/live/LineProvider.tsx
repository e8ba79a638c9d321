import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { Line } from './line';

const LineContext = createContext<Line | null>(null);

/** Where the agent's socket lives on this host. */
function address(): string {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${window.location.host}/ws/agent`;
}

type Props = { onSignedOut: () => void; children: ReactNode };

/** Holds the one line of this tab open for everything below. */
export function LineProvider({ onSignedOut, children }: Props) {
  const cache = useQueryClient();
  const [line] = useState(() => new Line(cache, address(), onSignedOut));
  useEffect(() => line.run(), [line]);
  return <LineContext value={line}>{children}</LineContext>;
}

export function useLine(): Line {
  const line = useContext(LineContext);
  if (!line) throw new Error('useLine stands outside LineProvider');
  return line;
}

/** Hears about a topic while the calling component is on the screen. */
export function useWatch(topic: string | null): void {
  const line = useLine();
  useEffect(() => (topic ? line.watch(topic) : undefined), [line, topic]);
}
