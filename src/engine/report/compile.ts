import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { CasebookError } from '../../shared/result.ts';
import { commonCodePoints, type FontCoverage } from './fontCoverage.ts';
import { breakMark, typesettable } from './printableText.ts';
import type { ReportModel } from './reportModel.ts';

interface CompiledReport {
  readonly pdf: Uint8Array;
  readonly pageCount: number;
  /** Characters that are shown as their code point. */
  readonly escapedCharacters: number;
}

/** Sets a report's model in type. One compiler serves many reports and keeps its fonts and templates loaded. */
export interface ReportCompiler {
  /** Throws `reportFailed` when the document does not compile or does not meet the standard. */
  compile(model: ReportModel, standard: 'ua-1' | 'a-3a'): CompiledReport;
}

/** Font files by family, in the order in which the template names the families. */
const families = ['IBMPlexSans-', 'IBMPlexMono-', 'DroidSansFallback'];
/** Compilations after which an unused memoized part is forgotten. */
const cacheAge = 2;

/**
 * Makes a compiler from the folder with the templates (`*.typ`) and the fonts (`fonts/*.ttf`). Templates and data are given
 * to the typesetter from memory. It looks through the fonts of the machine too, which cannot be turned off, but the templates
 * name only families of that folder and allow no other. It would read another file of the folder, or fetch a package from
 * the network, only where a template names one: none does, and no text of a case is ever evaluated.
 */
export function createReportCompiler(folder: string): ReportCompiler {
  const fontsFolder = join(folder, 'fonts');
  const fonts = readdirSync(fontsFolder)
    .filter((name) => name.endsWith('.ttf'))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(fontsFolder, name)) }));
  const coverage: FontCoverage = families.map((family) =>
    commonCodePoints(fonts.filter((font) => font.name.startsWith(family)).map((font) => font.bytes)),
  );
  const compiler = NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontBlobs: fonts.map((font) => font.bytes) }],
  });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.typ'))) {
    compiler.mapShadow(join(folder, name), readFileSync(join(folder, name)));
  }

  return {
    compile(model, standard) {
      const { value, escaped } = typesettable(model, coverage);
      const metadata = unbroken(value.metadata);
      compiler.mapShadow(join(folder, 'report.json'), Buffer.from(JSON.stringify({ ...value, metadata })));
      try {
        const result = compiler.compile({ mainFilePath: join(folder, 'main.typ'), resetRead: true });
        const document = result.result;
        if (!document) throw failed(result.takeError()?.shortDiagnostics ?? []);
        const pdf = compiler.pdf(document, { pdfStandard: standard });
        return { pdf, pageCount: document.numOfPages, escapedCharacters: escaped };
      } catch (error) {
        throw error instanceof CasebookError ? error : failed([error]);
      } finally {
        compiler.unmapShadow(join(folder, 'report.json'));
        compiler.evictCache(cacheAge);
      }
    },
  };
}

/** The document's properties hold plain text, where a break mark would be a stray character. */
const unbroken = (metadata: ReportModel['metadata']): ReportModel['metadata'] => ({
  ...metadata,
  title: metadata.title.replaceAll(breakMark, ''),
  author: metadata.author.replaceAll(breakMark, ''),
});

function failed(diagnostics: readonly unknown[]): CasebookError {
  const texts = diagnostics.map((diagnostic) => messageOf(diagnostic));
  return new CasebookError('reportFailed', `The report could not be set: ${texts.slice(0, 3).join('; ')}.`, {
    diagnostics: texts.slice(0, 20),
  });
}

/** The typesetter states its diagnostics as objects with a message, or as one text that holds them all. */
function messageOf(diagnostic: unknown): string {
  if (typeof diagnostic === 'object' && diagnostic !== null && 'message' in diagnostic) {
    const text = String(diagnostic.message);
    const messages = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((found) => found[1]);
    return messages.length > 0 ? [...new Set(messages)].slice(0, 3).join('; ') : text.slice(0, 500);
  }
  return String(diagnostic).slice(0, 500);
}
