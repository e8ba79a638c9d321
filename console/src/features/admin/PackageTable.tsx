import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { asFault, fieldErrors } from '@/api/fault';
import { useSavePackages } from '@/api/packages';
import type { Field, ServicePackage } from '@/api/types';
import { Column } from '@/ui/Column';
import { Columns } from '@/ui/Columns';
import { Empty } from '@/ui/Empty';
import { useKeys } from '@/ui/keyboard';
import { LeaveGuard } from '@/ui/LeaveGuard';
import { sayDone } from '@/ui/say';
import { EntryForm } from './EntryForm';
import { PackageRow } from './PackageRow';
import classes from './PackageTable.module.css';
import { PackageTry } from './PackageTry';

type Props = {
  table: { site_id: string; rows: ServicePackage[]; version: number };
  fields: Field[];
  queues: { id: string; name: string; site_id: string }[];
  /** The choice of the site, which waits while something is unsaved. */
  site: (dirty: boolean) => ReactNode;
};

const most = 100;

/** A site's rows, the first that fits applies, changed together; and who would get what. */
export function PackageTable({ table, fields, queues, site }: Props) {
  const save = useSavePackages(table.site_id);
  const [based, setBased] = useState(table);
  const [rows, setRows] = useState(() => table.rows.map(keyed));
  const [open, setOpen] = useState<string | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const dirty = written(plain(rows)) !== written(based.rows);
  const errors = fieldErrors(save.error);
  const start = (from: Props['table']) => {
    setBased(from);
    setRows(from.rows.map(keyed));
    setOpen(null);
    save.reset();
  };
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    save.mutate(
      { version: based.version, rows: plain(rows) },
      {
        onSuccess: (saved) => {
          sayDone('Saved.');
          setBased({ ...saved, rows: plain(rows) });
        },
        onError: (error) => {
          const wrong = asFault(error).fields.map(({ location }) => /rows\[(\d+)\]/.exec(location)?.[1]);
          const first = rows[Number(wrong.find(Boolean) ?? -1)];
          if (first) setOpen(first.key);
        },
      },
    );
  };

  const add = () => {
    const made = keyed({ name: '', tiers: [], channels: [] });
    setRows([...rows, made]);
    setOpen(made.key);
    setAt(made.key);
  };
  const swap = (from: number, by: number) => {
    const to = from + by;
    if (from < 0 || to < 0 || to >= rows.length) return;
    const moved = [...rows];
    moved.splice(to, 0, ...moved.splice(from, 1));
    setRows(moved);
    save.reset();
  };
  const remove = (key: string) => {
    setRows(rows.filter((row) => row.key !== key));
    save.reset();
  };
  const here = rows.findIndex((row) => row.key === at);
  const step = (by: number) => () => setAt(rows[Math.min(rows.length - 1, Math.max(0, here + by))]?.key ?? null);
  useKeys({
    j: step(1),
    k: step(-1),
    n: rows.length < most ? add : undefined,
    u: () => swap(here, -1),
    d: () => swap(here, 1),
  });

  const adding = (
    <Button variant="default" leftSection={<IconPlus size={14} />} disabled={rows.length >= most} onClick={add}>
      Add a row
    </Button>
  );
  return (
    <Columns widths="minmax(0, 1fr) 316px">
      <Column label="Service packages">
        <LeaveGuard unsaved={dirty} />
        <EntryForm
          title="Service packages"
          dirty={dirty}
          saving={save.isPending}
          error={save.error}
          onSubmit={submit}
          onDiscard={() => start(table)}
        >
          <div className={classes.top}>
            <p className={classes.hint}>
              What is due to whom. The first row that fits what arrives applies, before the field rules of its queue.
            </p>
            {site(dirty)}
          </div>
          {rows.length === 0 ? (
            <Empty title="No packages yet" action={adding}>
              Whoever comes waits in the queue that they chose, as that queue has it.
            </Empty>
          ) : (
            <>
              <ol className={classes.rows}>
                {rows.map(({ key, row }, place) => (
                  <PackageRow
                    key={key}
                    number={place + 1}
                    row={row}
                    fields={fields}
                    queues={queues.filter((queue) => queue.site_id === table.site_id || queue.id === row.queue_id)}
                    errors={within(errors, place)}
                    open={open === key}
                    focused={at === key}
                    onToggle={() => {
                      setOpen(open === key ? null : key);
                      setAt(key);
                    }}
                    onChange={(changed) => setRows(rows.with(place, { key, row: changed }))}
                    onUp={place > 0 ? () => swap(place, -1) : undefined}
                    onDown={place < rows.length - 1 ? () => swap(place, 1) : undefined}
                    onRemove={() => remove(key)}
                  />
                ))}
              </ol>
              <div className={classes.foot}>
                {adding}
                {rows.length >= most && <span className={classes.hint}>A site has {most} rows at most.</span>}
              </div>
            </>
          )}
        </EntryForm>
      </Column>
      <Column label="Try it" as="aside">
        <PackageTry siteId={table.site_id} rows={plain(rows)} fields={fields} queues={queues} />
      </Column>
    </Columns>
  );
}

type Keyed = { key: string; row: ServicePackage };

let made = 0;

/** A row with a name of its own, by which it stays itself when it is moved. */
function keyed(row: ServicePackage): Keyed {
  made++;
  return { key: `row-${made}`, row };
}

function plain(rows: Keyed[]): ServicePackage[] {
  return rows.map(({ row }) => row);
}

/** Rows as text, the same for the same rows in whatever order their parts were set. */
function written(rows: ServicePackage[]): string {
  return JSON.stringify(rows.map((row) => Object.entries(row).sort(([a], [b]) => a.localeCompare(b))));
}

/** What the server said of one row, by the place within it; about the row as a whole under the empty name. */
function within(errors: Record<string, string>, at: number): Record<string, string> {
  const place = `rows[${at}]`;
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([name]) => name === place || name.startsWith(`${place}.`))
      .map(([name, message]) => [name.slice(place.length + 1), message]),
  );
}
