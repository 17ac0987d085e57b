import type { BrowserWindow, Dialog, FileFilter, OpenDialogOptions, SaveDialogOptions } from 'electron';
import type { ParsedInput } from '../../shared/contract/index.ts';

interface Chosen {
  /** Null when the person cancelled. */
  readonly path: string | null;
}

type SaveKind = ParsedInput<'shell.chooseSavePath'>['kind'];
type OpenKind = ParsedInput<'shell.chooseFile'>['kind'];

export interface Dialogs {
  chooseFolder(title: string): Promise<Chosen>;
  chooseCaseFile(): Promise<Chosen>;
  choosePortableCase(): Promise<Chosen>;
  chooseFile(kind: OpenKind): Promise<Chosen>;
  chooseSavePath(suggestedPath: string, kind: SaveKind): Promise<Chosen>;
}

const filters = {
  case: [{ name: 'Casebook case file', extensions: ['casefile'] }],
  report: [{ name: 'PDF', extensions: ['pdf'] }],
  portable: [{ name: 'Portable case', extensions: ['zip', 'age'] }],
  attachment: [{ name: 'All files', extensions: ['*'] }],
  profile: [{ name: 'Expected state', extensions: ['json'] }],
  cloud: [{ name: 'Description of a cloud', extensions: ['json'] }],
} satisfies Record<SaveKind | OpenKind, FileFilter[]>;

const saveTitles = {
  case: 'Save the case file',
  report: 'Save the report',
  portable: 'Save the portable case',
  attachment: 'Save a copy of the attachment',
  profile: 'Save the expected state',
} satisfies Record<SaveKind, string>;

const openTitles = {
  attachment: 'Attach a file',
  profile: 'Open an expected state',
  cloud: 'Open the description of a cloud',
} satisfies Record<OpenKind, string>;

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
    choosePortableCase: () =>
      open({ title: 'Import a portable case', properties: ['openFile'], filters: filters.portable }),
    chooseFile: (kind) => open({ title: openTitles[kind], properties: ['openFile'], filters: filters[kind] }),
    async chooseSavePath(suggestedPath, kind) {
      const options: SaveDialogOptions = {
        title: saveTitles[kind],
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
