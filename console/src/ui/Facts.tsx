import type { ReactNode } from 'react';
import classes from './Facts.module.css';

type Props = { facts: [label: string, value: ReactNode][] };

/** Labels and values in two columns; what is empty is left out. */
export function Facts({ facts }: Props) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl className={classes.facts}>
      {known.map(([label, value]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
