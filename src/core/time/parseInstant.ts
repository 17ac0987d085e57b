const typed = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,7})?)?)?\s*(?:Z|UTC)?$/i;

/** A UTC time as the examiner types it (`2019-04-18`, `2019-04-18 12:04`, …) as cases write it; undefined if it is none. */
export function parseInstant(text: string): string | undefined {
  const match = typed.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = ''] = match;
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const date = new Date(`${whole}Z`);
  const real = Number.isFinite(date.getTime()) && date.toISOString().startsWith(whole);
  return real ? `${whole}${fraction}Z` : undefined;
}
