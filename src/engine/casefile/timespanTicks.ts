/** A KQL timespan (`[-][d.]hh:mm:ss[.fffffff]`) in ticks of 100 ns; null when the text is not one. */
export function timespanTicks(text: string): bigint | null {
  const parts = /^(-?)(?:(\d+)\.)?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/.exec(text);
  if (!parts) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = parts;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = whole * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
  if (ticks >= 2n ** 63n) return null;
  return sign === '-' ? -ticks : ticks;
}
