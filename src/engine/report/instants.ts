/** A contract instant with a space and without idle zeros, exact: `2019-04-18 12:04:31.1234567Z`. Other text stays. */
export const dateTimeText = (instant: string): string => {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d+))?Z$/.exec(instant);
  if (!parts) return instant;
  const fraction = (parts[3] ?? '').replace(/0+$/, '');
  return `${parts[1]} ${parts[2]}${fraction ? `.${fraction}` : ''}Z`;
};

/** A contract instant to the second: `2019-04-18 12:04:31 UTC`. */
export const momentText = (instant: string): string => `${dateTimeText(instant).replace(/(\.\d+)?Z$/, '')} UTC`;

/** From and to, half open: `2019-04-17 00:00:00 UTC to 2019-04-19 00:00:00 UTC`. */
export const windowText = (window: { readonly from: string; readonly to: string }): string =>
  `${momentText(window.from)} to ${momentText(window.to)}`;
