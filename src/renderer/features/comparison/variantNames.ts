/** A query of a step in words. */
export const variantNames = { guide: 'the guide’s query', hardened: 'hardened query', adhoc: 'own query' } as const;
