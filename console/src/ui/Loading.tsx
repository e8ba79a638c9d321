import { Skeleton, VisuallyHidden } from '@mantine/core';
import classes from './Face.module.css';

type Props = { rows?: number; height?: number };

/** The face of a list on its way: rows of the height that will come, so that nothing jumps. */
export function Loading({ rows = 5, height = 36 }: Props) {
  const lines = Array.from({ length: rows }, (_, i) => `row-${i}`);
  return (
    <div className={classes.loading} aria-busy="true">
      <VisuallyHidden>Loading</VisuallyHidden>
      {lines.map((line) => (
        <Skeleton key={line} height={height} radius={8} />
      ))}
    </div>
  );
}
