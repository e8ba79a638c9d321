import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FormPart.module.css';

type Props = { title: string; hint?: string; children: ReactNode };

/** Fields that belong together: what they mean on the left, they themselves on the right. */
export function FormPart({ title, hint, children }: Props) {
  return (
    <section className={classes.part} aria-label={title}>
      <div>
        <h3 className={classes.title}>{title}</h3>
        {hint && <div className={classes.hint}>{hint}</div>}
      </div>
      <Stack gap="sm" className={classes.fields}>
        {children}
      </Stack>
    </section>
  );
}
