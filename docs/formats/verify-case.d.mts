/** What the verifier found; `head` is the hash of the newest custody event. */
export function verifyCaseFile(path: string): { ok: boolean; problems: string[]; head: string };
