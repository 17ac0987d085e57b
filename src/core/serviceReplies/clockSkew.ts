/** Milliseconds below which two clocks count as the same: a Date header has whole seconds, and travels. */
const tolerance = 60_000;

/** Milliseconds by which this computer's clock is ahead of the service's Date header; undefined where that cannot be read. */
function clockSkew(date: string | undefined, receivedAt: number): number | undefined {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? undefined : receivedAt - at;
}

/** Says that this computer's clock differs from the service's; undefined where it does not, or where nothing tells. */
export function clockText(date: string | undefined, receivedAt: number): string | undefined {
  const skew = clockSkew(date, receivedAt);
  if (skew === undefined || Math.abs(skew) < tolerance) return undefined;
  const seconds = Math.round(Math.abs(skew) / 1000);
  return `This computer’s clock is ${spanText(seconds)} ${skew > 0 ? 'ahead of' : 'behind'} the service’s`;
}

/** A span of a minute or more in words: its two largest of days, hours and minutes. */
export const spanText = (seconds: number): string => {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    [minutes, 'minute'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' and ');
};
