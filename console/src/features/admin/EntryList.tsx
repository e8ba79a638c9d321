import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Empty } from '@/ui/Empty';
import { Scroll } from '@/ui/Scroll';
import classes from './EntryList.module.css';

type Row = { id: string; name: string; note?: string };
type Props = { rows: Row[]; open: string | null; onOpen: (id: string) => void; action: ReactNode; none: string };

/** Names, to be opened. */
export function EntryList({ rows, open, onOpen, action, none }: Props) {
  return (
    <>
      <div className={classes.head}>{action}</div>
      {rows.length === 0 && <Empty title={none} />}
      <Scroll>
        <ul className={classes.list}>
          {rows.map((row) => (
            <li key={row.id}>
              <UnstyledButton
                className={classes.row}
                aria-current={row.id === open || undefined}
                onClick={() => onOpen(row.id)}
              >
                <span className={classes.name}>{row.name}</span>
                {row.note && <span className={classes.note}>{row.note}</span>}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </Scroll>
    </>
  );
}
