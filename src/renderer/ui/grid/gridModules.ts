import {
  CellStyleModule,
  ColumnApiModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextFilterModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';

/** The parts of the grid that the product uses; what is not registered is not in the bundle. */
ModuleRegistry.registerModules([
  CellStyleModule,
  ColumnApiModule,
  InfiniteRowModelModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextFilterModule,
  TooltipModule,
]);

const common = {
  fontFamily: 'inherit',
  fontSize: 12,
  headerFontSize: 12,
  headerFontWeight: 600,
  rowHeight: 28,
  headerHeight: 32,
  spacing: 5,
  wrapperBorderRadius: 0,
  wrapperBorder: true,
  borderRadius: 2,
} as const;

/** One theme with a mode for each of ours, switched by an attribute of the body without a remount. */
export const gridTheme = themeQuartz
  .withParams(
    {
      ...common,
      browserColorScheme: 'light',
      accentColor: '#0072c9',
      backgroundColor: '#ffffff',
      foregroundColor: '#242424',
      headerBackgroundColor: '#f5f5f5',
      borderColor: '#e0e0e0',
      selectedRowBackgroundColor: '#e5f1fb',
      rowHoverColor: '#f5f5f5',
    },
    'light',
  )
  .withParams(
    {
      ...common,
      browserColorScheme: 'dark',
      accentColor: '#479ef5',
      backgroundColor: '#1f1f1f',
      foregroundColor: '#ffffff',
      headerBackgroundColor: '#2b2b2b',
      borderColor: '#525252',
      selectedRowBackgroundColor: '#0c3b5e',
      rowHoverColor: '#333333',
    },
    'dark',
  );
