import type { AgentState } from '@/api/types';
import classes from './StateGlyph.module.css';

export type GlyphState = AgentState['state'];

/** What each state is called on the screen. */
export const stateNames: Record<GlyphState, string> = {
  ready: 'Available',
  ringing: 'Ringing',
  on_contact: 'On contact',
  wrap_up: 'Wrap-up',
  away: 'Away',
  not_responding: 'Not responding',
  offline: 'Offline',
};

const disc = <circle cx="6" cy="6" r="5" fill="currentColor" />;
const stroke = { stroke: 'var(--panel)', fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const shapes: Record<GlyphState, React.ReactNode> = {
  ready: (
    <>
      {disc}
      <path d="M3.7 6.2l1.6 1.6 3-3.4" strokeWidth="1.5" {...stroke} />
    </>
  ),
  ringing: (
    <>
      <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="2.4 1.4" />
      <circle cx="6" cy="6" r="2.2" fill="currentColor" />
    </>
  ),
  on_contact: (
    <>
      {disc}
      <circle cx="6" cy="6" r="1.9" fill="var(--panel)" />
    </>
  ),
  wrap_up: (
    <>
      <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 1.6a4.4 4.4 0 010 8.8z" fill="currentColor" />
    </>
  ),
  away: (
    <>
      {disc}
      <path d="M3.6 6h4.8" strokeWidth="1.6" {...stroke} />
    </>
  ),
  not_responding: (
    <>
      <path d="M6 .8l5.4 10H.6z" fill="currentColor" />
      <path d="M6 4.6v3" strokeWidth="1.3" {...stroke} />
      <circle cx="6" cy="9.2" r=".75" fill="var(--panel)" />
    </>
  ),
  offline: <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.4" />,
};

type Props = { state: GlyphState; size?: number };

/** A state as shape and colour, so that it can be told without colour. The word stands beside it. */
export function StateGlyph({ state, size = 12 }: Props) {
  return (
    <svg className={classes.glyph} data-state={state} width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      {shapes[state]}
    </svg>
  );
}
