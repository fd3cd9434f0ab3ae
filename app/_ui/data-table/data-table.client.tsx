'use client';

import { type ColumnHelper, type Header, type ReactTable, useTable } from '@tanstack/react-table';
import clsx from 'clsx';
import { memo, useMemo, useRef } from 'react';
import { features } from './table-columns.ts';
import { type RowKeys, useRowKeys } from './use-row-keys.client.ts';
import { useVirtualRows, type VirtualRows } from './use-virtual-rows.client.ts';

/** Columns of values of any type, as the helper itself gives them. */
type Columns<Row extends object> = readonly ReturnType<ColumnHelper<typeof features, Row>['columns']>[number][];
type TableOf<Row extends object> = ReactTable<typeof features, Row>;
type TableRow<Row extends object> = ReturnType<TableOf<Row>['getRowModel']>['rows'][number];

/** Sorting by whoever reads the rows: by which column it is sorted, and what pressing a heading asks for. */
export type TableSort = {
  by: string;
  order: 'asc' | 'desc';
  /** Columns by which it can be sorted. */
  ids: readonly string[];
  onSort: (id: string) => void;
};

export type DataTableProps<Row extends object> = {
  /** What the rows are, for those who do not see the heading. */
  label: string;
  columns: Columns<Row>;
  rows: Row[];
  rowId: (row: Row) => string;
  /** How many rows there are in all, where it is known and more than are given. */
  total?: number | null;
  selectedId?: string | null;
  /** Without it, columns made by `accessor` sort the rows that are given. */
  sort?: TableSort;
  /** Enter or a press on a row. */
  onOpen?: (row: Row) => void;
  /** The last rows came into view: time to read more. */
  onEndReached?: () => void;
  /** With a height (px) the table scrolls by itself; without one it scrolls with the page. */
  maxHeight?: number;
};

/** A table of any length: only rows in sight exist. Tab enters it, arrows or j and k move, Enter opens. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, maxHeight } = props;
  const table = useTable({ features, columns, data: rows, getRowId: rowId });
  const frame = useRef<HTMLDivElement>(null);
  const { rows: tableRows } = table.getRowModel();
  const ids = useMemo(() => tableRows.map((row) => row.id), [tableRows]);
  const keys = useRowKeys({ frame, ids, preferredId: props.selectedId ?? null });
  const virtual = useVirtualRows({
    frame,
    ids,
    ownScroll: maxHeight !== undefined,
    keep: keys.activeIndex,
    onEndReached: props.onEndReached,
  });
  return (
    <div ref={frame} style={{ maxHeight }} className={clsx('min-w-0', maxHeight !== undefined && 'overflow-auto')}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid pattern, rows take the focus
        role="grid"
        aria-label={label}
        aria-rowcount={(props.total ?? rows.length) + 1}
        className="w-full table-fixed border-separate border-spacing-0"
      >
        <TableHead table={table} sort={props.sort} />
        <TableBody
          table={table}
          columns={columns}
          virtual={virtual}
          keys={keys}
          selectedId={props.selectedId}
          onOpen={props.onOpen}
        />
      </table>
    </div>
  );
}

function TableHead<Row extends object>({ table, sort }: { table: TableOf<Row>; sort: TableSort | undefined }) {
  return (
    <thead className="sticky top-0 z-10 bg-panel">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} aria-rowindex={1}>
          {group.headers.map((header) => (
            <HeadCell key={header.id} table={table} header={header} sort={sort} />
          ))}
        </tr>
      ))}
    </thead>
  );
}

type HeadCellProps<Row extends object> = {
  table: TableOf<Row>;
  header: Header<typeof features, Row>;
  sort: TableSort | undefined;
};

const sortWords = { asc: 'ascending', desc: 'descending' } as const;
const sortArrows = { asc: ' ↑', desc: ' ↓' } as const;

function HeadCell<Row extends object>({ table, header, sort }: HeadCellProps<Row>) {
  const { sorted, onSort } = sort ? sortedElsewhere(sort, header.id) : sortedHere(header);
  return (
    <th
      scope="col"
      aria-sort={sorted ? sortWords[sorted] : undefined}
      className={clsx(
        'h-7 border-b border-line px-3.5 max-sm:px-2.5 text-s font-medium text-ink-3',
        header.column.columnDef.meta?.className,
      )}
    >
      {onSort ? (
        <button type="button" onClick={onSort} className="rounded-s hover:text-ink">
          <table.FlexRender header={header} />
          <span aria-hidden="true">{sorted ? sortArrows[sorted] : ''}</span>
        </button>
      ) : (
        <table.FlexRender header={header} />
      )}
    </th>
  );
}

type Sorting = { sorted: false | 'asc' | 'desc'; onSort: ((event: unknown) => void) | undefined };

function sortedHere<Row extends object>({ column }: Header<typeof features, Row>): Sorting {
  return { sorted: column.getIsSorted(), onSort: column.getCanSort() ? column.getToggleSortingHandler() : undefined };
}

function sortedElsewhere({ by, order, ids, onSort }: TableSort, id: string): Sorting {
  return { sorted: by === id && order, onSort: ids.includes(id) ? () => onSort(id) : undefined };
}

type TableBodyProps<Row extends object> = {
  table: TableOf<Row>;
  columns: Columns<Row>;
  virtual: VirtualRows;
  keys: RowKeys;
  selectedId?: string | null;
  onOpen?: (row: Row) => void;
};

function TableBody<Row extends object>({ table, columns, virtual, keys, selectedId, onOpen }: TableBodyProps<Row>) {
  const { rows } = table.getRowModel();
  return (
    <tbody>
      {virtual.segments.map((segment) => {
        if (segment.kind === 'gap') return <GapRow key={`gap ${segment.before}`} height={segment.height} />;
        const row = rows[segment.index];
        if (!row) return null;
        const selected = row.id === selectedId;
        return (
          <tr
            key={row.id}
            data-row={row.id}
            aria-rowindex={segment.index + 2}
            aria-selected={selectedId === undefined ? undefined : selected}
            tabIndex={segment.index === keys.activeIndex ? 0 : -1}
            onFocus={() => keys.setActive(row.id)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.target === event.currentTarget) onOpen?.(row.original);
              else keys.onKeyDown(event, segment.index);
            }}
            onClick={(event) => {
              if (onOpen && !isOwnControl(event)) onOpen(row.original);
            }}
            className={clsx(
              'scroll-mt-7 outline-offset-[-2px]',
              onOpen && 'cursor-pointer',
              selected ? 'bg-accent-soft' : onOpen && 'hover:bg-sunk',
            )}
          >
            <RowCells row={row} columns={columns} draw={() => drawCells(table, row)} />
          </tr>
        );
      })}
    </tbody>
  );
}

type RowCellsProps = { row: object; columns: unknown; draw: () => React.ReactNode };

/** Scrolling draws the table again with every row that comes into sight; what stands in the others does not change. */
const RowCells = memo(
  function RowCells({ draw }: RowCellsProps) {
    return draw();
  },
  (before, after) => before.row === after.row && before.columns === after.columns,
);

function drawCells<Row extends object>(table: TableOf<Row>, row: TableRow<Row>): React.ReactNode {
  return row.getAllCells().map((cell) => (
    <td
      key={cell.id}
      className={clsx(
        'h-row overflow-hidden border-b border-line px-3.5 py-0 max-sm:px-2.5 text-ellipsis whitespace-nowrap',
        cell.column.columnDef.meta?.className,
      )}
    >
      <table.FlexRender cell={cell} />
    </td>
  ));
}

/** A link or button inside the row answers for itself, and marking text with the mouse is not a press. */
function isOwnControl(event: React.MouseEvent): boolean {
  const inside = event.target instanceof Element && event.target.closest('a, button, input') !== null;
  return inside || window.getSelection()?.isCollapsed === false;
}

/** Stands for the rows that are out of sight. */
function GapRow({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can take the focus
    <tr aria-hidden="true">
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}
