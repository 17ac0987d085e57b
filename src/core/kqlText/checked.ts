/** A value that passed its rule, or the reason why it did not, in words. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export const accept = <T>(value: T): Checked<T> => ({ ok: true, value });
export const refuse = (reason: string): Checked<never> => ({ ok: false, reason });
