/** The shortest passphrase that seals. */
export const shortestPassphrase = 12;
