/** What may be attached; the engine refuses more. */
export const limitText = 'A file may have up to 50 million bytes (50 MB).';
