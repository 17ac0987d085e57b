import { Button } from '@fluentui/react-components';
import type { GridApi, GridReadyEvent, IDatasource } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CaseId } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { CallCancelled, failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../FailureBar.tsx';
import { count, counted } from '../format.ts';
import { nonce } from '../nonce.ts';
import { columnWidths, type GridColumn, gridColumns, pageInput } from './gridColumns.ts';
import { tabLeavesGrid } from './gridKeys.ts';
import { gridTheme } from './gridModules.ts';
import { type GridRow, type JudgingProfile, readGridPage } from './gridRows.ts';
import { withMarks } from './markColumn.tsx';
import styles from './ResultGrid.module.css';
import { RowDetail } from './RowDetail.tsx';

const blockSize = 200;
/** The id that the grid gives its column of checkboxes. */
const selectionColumn = 'ag-Grid-SelectionColumn';
const classes = {
  number: styles.number ?? '',
  null: styles.null ?? '',
  rowNumber: styles.rowNumber ?? '',
};

interface ResultGridProps {
  readonly caseId: CaseId;
  readonly exhibit: number;
  readonly title: string;
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
  /** A row to scroll to and mark; a new object asks again. */
  readonly goTo: { readonly row: number } | undefined;
  readonly onSelect: (rows: readonly number[]) => void;
  /** The profile that marks the rows; none are marked without. */
  readonly judgedBy?: JudgingProfile | undefined;
  /** What else there is to see of a row, with the name of its button. */
  readonly moreOf?: ((row: number) => { readonly name: string; readonly content: ReactNode }) | undefined;
}

/** The rows of one exhibit, paged from the engine. Give it the exhibit's number as its key. */
export function ResultGrid(props: ResultGridProps) {
  const { caseId, exhibit, title, columns, rowCount, goTo, onSelect, judgedBy, moreOf } = props;
  const api = useApi();
  const grid = useRef<GridApi<GridRow> | undefined>(undefined);
  const marked = useRef<number | undefined>(goTo?.row);
  const [detail, setDetail] = useState<GridRow | undefined>();
  const [failure, setFailure] = useState<Failure | undefined>();
  const [shown, setShown] = useState(rowCount);
  const [selected, setSelected] = useState(0);
  const sized = useRef(false);

  const columnDefs = useMemo(() => withMarks(gridColumns(columns, classes), judgedBy), [columns, judgedBy]);

  const datasource = useMemo<IDatasource & { readonly stop: () => void }>(() => {
    const controller = new AbortController();
    return {
      rowCount,
      stop: () => controller.abort(),
      getRows({ successCallback, failCallback, ...request }) {
        readGridPage(api, { caseId, exhibit, ...pageInput(request, columns) }, judgedBy, controller.signal).then(
          (page) => {
            setFailure(page.unmarked);
            setShown(page.total);
            successCallback(page.rows, page.total);
            // From the first rows on the widths are the user's.
            if (!sized.current) grid.current?.applyColumnState({ state: columnWidths(columns, page.rows) });
            sized.current = true;
            const rowOf = (wanted: number | undefined) => page.rows.find(({ row }) => row === wanted);
            setDetail((current) => rowOf(current?.row ?? marked.current) ?? current);
          },
          (error: unknown) => {
            failCallback();
            if (!(error instanceof CallCancelled)) setFailure(failureOf(error));
          },
        );
      },
    };
  }, [api, caseId, exhibit, columns, rowCount, judgedBy]);
  useEffect(() => () => datasource.stop(), [datasource]);

  const reveal = useCallback((row: number) => {
    const ready = grid.current;
    if (!ready) return;
    marked.current = row;
    ready.setFilterModel(null);
    ready.applyColumnState({ defaultState: { sort: null } });
    ready.ensureIndexVisible(row - 1, 'middle');
    ready.redrawRows();
    setDetail(ready.getDisplayedRowAtIndex(row - 1)?.data);
  }, []);
  useEffect(() => {
    if (goTo) reveal(goTo.row);
  }, [goTo, reveal]);

  const onGridReady = (event: GridReadyEvent<GridRow>) => {
    grid.current = event.api;
    if (goTo) reveal(goTo.row);
  };
  const clearFilters = () => grid.current?.setFilterModel(null);
  const filtered = shown !== rowCount;

  return (
    <section className={styles.result} aria-label={`Rows of exhibit ${exhibit}: ${title}`}>
      <FailureBar failure={failure} onDismiss={() => setFailure(undefined)} />
      <div className={styles.grid} data-testid="result-grid">
        <AgGridReact<GridRow>
          theme={gridTheme}
          styleNonce={nonce}
          rowModelType="infinite"
          cacheBlockSize={blockSize}
          maxBlocksInCache={20}
          maxConcurrentDatasourceRequests={2}
          blockLoadDebounceMillis={40}
          infiniteInitialRowCount={Math.max(1, rowCount)}
          datasource={datasource}
          columnDefs={columnDefs}
          defaultColDef={{
            sortable: true,
            resizable: true,
            filter: 'agTextColumnFilter',
            filterParams: {
              filterOptions: ['contains'],
              maxNumConditions: 1,
              debounceMs: 300,
              filterPlaceholder: 'Contains',
            },
          }}
          rowSelection={{ mode: 'multiRow', checkboxes: true, headerCheckbox: false, enableClickSelection: false }}
          selectionColumnDef={{
            headerName: 'Select',
            width: 66,
            pinned: 'left',
            resizable: false,
            suppressMovable: true,
          }}
          getRowId={({ data }) => String(data.row)}
          rowClassRules={{
            [styles.marked ?? 'marked']: ({ data }) => data !== undefined && data.row === marked.current,
          }}
          {...tabLeavesGrid}
          suppressMultiSort
          animateRows={false}
          onGridReady={onGridReady}
          onGridSizeChanged={({ api: resized }) => {
            // The panel of a row takes height from the grid: the row itself must stay in sight.
            const index = detail && resized.getRowNode(String(detail.row))?.rowIndex;
            if (typeof index === 'number') resized.ensureIndexVisible(index);
          }}
          onCellClicked={({ data, column }) => {
            if (data && column.getColId() !== selectionColumn) setDetail(data);
          }}
          onCellKeyDown={({ data, event }) => {
            if (data && event instanceof KeyboardEvent && event.key === 'Enter') setDetail(data);
          }}
          onSelectionChanged={({ api: changed }) => {
            const rows = changed
              .getSelectedNodes()
              .flatMap(({ data }) => (data ? [data.row] : []))
              .sort((a, b) => a - b);
            setSelected(rows.length);
            onSelect(rows);
          }}
        />
      </div>
      <div className={styles.status}>
        <span role="status">
          {filtered ? `${counted(shown, 'row')} of ${count(rowCount)} pass the filter` : counted(rowCount, 'row')}
          {selected > 0 && ` · ${selected} selected`}
        </span>
        {filtered && (
          <Button size="small" appearance="transparent" onClick={clearFilters}>
            Clear filters
          </Button>
        )}
        {selected > 0 && (
          <Button size="small" appearance="transparent" onClick={() => grid.current?.deselectAll()}>
            Clear selection
          </Button>
        )}
        <span className={styles.hint}>Enter or a click opens a row; Space selects it.</span>
      </div>
      {detail && (
        <RowDetail
          key={detail.row}
          row={detail}
          columns={columns}
          more={moreOf?.(detail.row)}
          onClose={() => setDetail(undefined)}
        />
      )}
    </section>
  );
}
