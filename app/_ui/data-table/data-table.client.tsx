// biome-ignore-all lint/a11y/useSemanticElements: rows of a real table are laid out together, whatever one of them is
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern, rows take the focus and not their cells

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

/**
 * A table of any length: only rows in sight exist. Tab enters it, arrows or j and k move, Enter opens. Its rows are boxes
 * of their own, not those of a table: a row that comes in while scrolling lays out no other.
 */
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
      <div role="grid" aria-label={label} aria-rowcount={(props.total ?? rows.length) + 1} className="w-full">
        <TableHead table={table} sort={props.sort} />
        <TableBody
          table={table}
          columns={columns}
          virtual={virtual}
          keys={keys}
          selectedId={props.selectedId}
          onOpen={props.onOpen}
        />
      </div>
    </div>
  );
}

function TableHead<Row extends object>({ table, sort }: { table: TableOf<Row>; sort: TableSort | undefined }) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-panel">
      {table.getHeaderGroups().map((group) => (
        <div key={group.id} role="row" aria-rowindex={1} className="flex items-center border-b border-line">
          {group.headers.map((header) => (
            <HeadCell key={header.id} table={table} header={header} sort={sort} />
          ))}
        </div>
      ))}
    </div>
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
    <div
      role="columnheader"
      aria-sort={sorted ? sortWords[sorted] : undefined}
      className={clsx(
        'h-7 shrink-0 px-3.5 leading-7 font-medium whitespace-nowrap text-ink-3 text-s max-sm:px-2.5',
        header.column.columnDef.meta?.className ?? growing,
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
    </div>
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
    <div role="rowgroup">
      {virtual.segments.map((segment) => {
        if (segment.kind === 'gap') return <GapRow key={`gap ${segment.before}`} height={segment.height} />;
        const row = rows[segment.index];
        if (!row) return null;
        const selected = row.id === selectedId;
        return (
          <div
            key={row.id}
            role="row"
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
              'flex h-row scroll-mt-7 items-center border-b border-line outline-offset-[-2px] contain-strict',
              onOpen && 'cursor-pointer',
              selected ? 'bg-accent-soft' : onOpen && 'hover:bg-sunk',
            )}
          >
            <RowCells row={row} columns={columns} draw={() => drawCells(table, row)} />
          </div>
        );
      })}
    </div>
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
    <div
      key={cell.id}
      role="gridcell"
      className={clsx(
        'shrink-0 overflow-hidden px-3.5 py-0 text-ellipsis whitespace-nowrap max-sm:px-2.5',
        cell.column.columnDef.meta?.className ?? growing,
      )}
    >
      <table.FlexRender cell={cell} />
    </div>
  ));
}

/** A column that takes what the others leave. */
const growing = 'w-0 grow';

/** A link or button inside the row answers for itself, and marking text with the mouse is not a press. */
function isOwnControl(event: React.MouseEvent): boolean {
  const inside = event.target instanceof Element && event.target.closest('a, button, input') !== null;
  return inside || window.getSelection()?.isCollapsed === false;
}

/** Stands for the rows that are out of sight. */
function GapRow({ height }: { height: number }) {
  return <div aria-hidden="true" style={{ height }} />;
}
