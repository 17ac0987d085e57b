import { z } from 'zod';
import { filePath, method } from './primitives.ts';

const chosen = z.strictObject({ path: z.string().nullable() });

/** Calls that the shell (Electron's main process) answers itself; all others go to the engine. */
export const shell = {
  'shell.info': method(
    z.strictObject({}),
    z.strictObject({
      version: z.string(),
      platform: z.string(),
      user: z.string(),
      sampleFolder: z.string(),
      caseFolder: z.string(),
    }),
  ),
  'shell.recentCases': method(
    z.strictObject({}),
    z.array(z.strictObject({ path: z.string(), title: z.string(), openedAt: z.string(), exists: z.boolean() })),
  ),
  'shell.rememberCase': method(z.strictObject({ path: filePath, title: z.string().max(200) }), z.strictObject({})),
  'shell.forgetCase': method(z.strictObject({ path: filePath }), z.strictObject({})),
  'shell.chooseFolder': method(z.strictObject({ title: z.string().max(200) }), chosen),
  'shell.chooseCaseFile': method(z.strictObject({}), chosen),
  'shell.choosePortableCase': method(z.strictObject({}), chosen),
  /** A file to attach, of any kind, a profile that somebody shared, or the description of a cloud. */
  'shell.chooseFile': method(z.strictObject({ kind: z.enum(['attachment', 'profile', 'cloud']) }), chosen),
  'shell.chooseSavePath': method(
    z.strictObject({
      suggestedPath: z.string().max(4096),
      kind: z.enum(['case', 'report', 'portable', 'attachment', 'profile']),
    }),
    chosen,
  ),
  /** The case file that the system asked to open (a double click, the command line), once; then null. */
  'shell.takeCaseToOpen': method(z.strictObject({}), chosen),
  'shell.showInFolder': method(z.strictObject({ path: filePath }), z.strictObject({})),
};
