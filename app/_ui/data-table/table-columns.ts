import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
} from '@tanstack/react-table';

type ColumnMeta = {
  /** Classes of the column's heading and cells: width, alignment, from which page width it shows. Without any it takes what is left. */
  className?: string;
};

const meta: ColumnMeta = {};

/** What our tables can do; each feature costs bytes, so only what is used stands here. */
export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
  columnMeta: meta,
});

/**
 * Columns of a table of `Row`: `columnsFor<Row>().display({ id, header, cell, meta })`, or `.accessor(…)` for one that
 * sorts when its heading is pressed. Make them outside the component: new columns mean a new table.
 */
export function columnsFor<Row extends object>() {
  return createColumnHelper<typeof features, Row>();
}
