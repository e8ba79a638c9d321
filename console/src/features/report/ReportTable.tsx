import type { ReactNode } from 'react';
import { DataTable } from '@/ui/DataTable';
import classes from './ReportTable.module.css';

/** What one column says of a row; the first names it. */
export type ReportColumn<R> = { head: string; help?: string; cell: (row: R) => ReactNode };

type Props<R> = {
  label: string;
  columns: ReportColumn<R>[];
  rows: R[];
  id: (row: R) => string;
  /** What stands under a row. */
  more?: (row: R) => ReactNode;
};

/** A table of figures with names on the left. */
export function ReportTable<R>({ label, columns, rows, id, more }: Props<R>) {
  const [name, ...figures] = columns;
  return (
    <DataTable label={label} className={classes.report}>
      <thead>
        <tr>
          {columns.map(({ head, help }) => (
            <th key={head} scope="col" title={help}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row) => (
        <tbody key={id(row)}>
          <tr>
            <th scope="row">{name?.cell(row)}</th>
            {figures.map(({ head, cell }) => (
              <td key={head}>{cell(row)}</td>
            ))}
          </tr>
          {more?.(row)}
        </tbody>
      ))}
    </DataTable>
  );
}
