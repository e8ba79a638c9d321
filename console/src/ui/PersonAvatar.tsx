import classes from './PersonAvatar.module.css';
import { type GlyphState, StateGlyph } from './StateGlyph';

const hues = 6;

function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((w) => [...(w ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}

type Props = { name: string; size?: 'md' | 'lg'; state?: GlyphState };

/** A person's initials; the name itself always stands beside it. */
export function PersonAvatar({ name, size = 'md', state }: Props) {
  const hue = ((name.codePointAt(0) ?? 0) + name.length) % hues;
  return (
    <span className={classes.avatar} data-size={size} data-hue={hue} aria-hidden="true">
      {initials(name)}
      {state && (
        <span className={classes.state}>
          <StateGlyph state={state} size={11} />
        </span>
      )}
    </span>
  );
}
