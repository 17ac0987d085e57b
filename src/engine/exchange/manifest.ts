import { z } from 'zod';
import { caseId, sha256, utcInstant } from '../../shared/contract/primitives.ts';
import { bundleInvalid } from './bundleInvalid.ts';

/** The name of the manifest in the bundle. */
export const manifestName = 'manifest.json';

const fileFact = z.strictObject({ name: z.string(), bytes: z.number().int().nonnegative(), sha256 });
/** A file of the bundle: its name in it, its length and the hash of its bytes. */
export type FileFact = z.infer<typeof fileFact>;

const manifestShape = z.strictObject({
  format: z.literal('casebook-portable-case'),
  version: z.number().int(),
  contents: z.enum(['whole', 'part']),
  caseId,
  title: z.string(),
  /** The newest hash of the custody chain that went with it, and how many events that has. */
  custodyHead: sha256,
  custodyEvents: z.number().int().positive(),
  productVersion: z.string(),
  createdAt: utcInstant,
  createdBy: z.string(),
  files: z.array(fileFact),
  /** Every record of the case that is not in a part, and the bytes that are not. */
  leftOut: z.array(z.strictObject({ record: z.string(), recordSha256: sha256, reason: z.string() })),
  rawAnswers: z.boolean(),
});
/** What a bundle says of itself. */
export type Manifest = z.infer<typeof manifestShape>;

/** The format of bundles that this product writes and reads. */
export const manifestVersion = 1;

/** Reads a manifest; throws `bundleInvalid`. */
export function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw bundleInvalid('its manifest is not JSON');
  }
  const version = z.looseObject({ format: z.literal('casebook-portable-case'), version: z.number() }).safeParse(json);
  if (version.success && version.data.version > manifestVersion) {
    throw bundleInvalid(
      `it has format ${version.data.version}, and this Casebook knows formats up to ${manifestVersion}`,
    );
  }
  const manifest = manifestShape.safeParse(json);
  if (manifest.success && manifest.data.version === manifestVersion) return manifest.data;
  const why = manifest.success
    ? 'its version is not known'
    : z.prettifyError(manifest.error).replaceAll('\n', ' ').slice(0, 300);
  throw bundleInvalid(`its manifest is not one of a portable case: ${why}`);
}
