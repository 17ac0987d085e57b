import { hash } from 'node:crypto';

/** SHA-256 as 64 lower-case hexadecimal digits; a text is hashed as its UTF-8 bytes. */
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data);
