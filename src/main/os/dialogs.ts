import type { BrowserWindow, Dialog, FileFilter, OpenDialogOptions, SaveDialogOptions } from 'electron';

interface Chosen {
  /** Null when the person cancelled. */
  readonly path: string | null;
}

export interface Dialogs {
  chooseFolder(title: string): Promise<Chosen>;
  chooseCaseFile(): Promise<Chosen>;
  chooseSavePath(suggestedPath: string, kind: 'case' | 'report'): Promise<Chosen>;
}

const filters = {
  case: [{ name: 'Casebook case file', extensions: ['casefile'] }],
  report: [{ name: 'PDF', extensions: ['pdf'] }],
} satisfies Record<string, FileFilter[]>;

const firstOf = (result: { canceled: boolean; filePaths: string[] }): Chosen => ({
  path: result.canceled ? null : (result.filePaths[0] ?? null),
});

/** The system's file dialogs, attached to the window. */
export function systemDialogs(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  window: () => BrowserWindow | undefined,
): Dialogs {
  const open = async (options: OpenDialogOptions) => {
    const parent = window();
    return firstOf(await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options)));
  };
  return {
    chooseFolder: (title) => open({ title, properties: ['openDirectory', 'createDirectory'] }),
    chooseCaseFile: () => open({ title: 'Open a case file', properties: ['openFile'], filters: filters.case }),
    async chooseSavePath(suggestedPath, kind) {
      const options: SaveDialogOptions = {
        title: kind === 'case' ? 'Save the case file' : 'Save the report',
        defaultPath: suggestedPath,
        filters: filters[kind],
        properties: ['createDirectory'],
      };
      const parent = window();
      const result = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      return { path: result.canceled || !result.filePath ? null : result.filePath };
    },
  };
}
