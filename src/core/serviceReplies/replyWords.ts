import { clockText, spanText } from './clockSkew.ts';
import { type ErrorEntry, oneLine } from './errorEntries.ts';
import { mostWaitSeconds, type ReplyContext, type ServiceReply } from './serviceReply.ts';

const rawEventTables = /^(SecurityIoTRawEvent|DefenderIoTRawEvent)$/;

export const absentText = (table: string, { label }: ReplyContext): string =>
  rawEventTables.test(table)
    ? `There is no table ${table} in ${label}: it does not collect raw IoT events, or this account may not see them. Check in Defender for IoT, under Data collection, whether they are turned on.`
    : `There is no table ${table} in ${label}, or this account may not see it. Check among the tables of the workspace, in the Azure portal, whether it is there.`;

export const notFoundText = ({ label, cloud }: ReplyContext): string =>
  `The cloud “${cloud}” does not know ${label}, or not for this account. Check the workspace id, the cloud and the tenant.`;

export const signInText = (
  entries: readonly ErrorEntry[],
  { date }: ServiceReply,
  { cloud, receivedAt }: ReplyContext,
): string => {
  const clock = clockText(date, receivedAt);
  const why = clock === undefined ? '' : ` ${clock}: set it right, because a sign-in is only good at its own time.`;
  return `The cloud “${cloud}” did not accept the sign-in${said(entries)}.${why} Sign in again.`;
};

export const throttledText = (entries: readonly ErrorEntry[], { retryAfter }: ServiceReply): string => {
  const wait = retryAfter === undefined ? 'later' : `in ${waitText(retryAfter)}`;
  return `This account, or this network, asks the service for more than it gives at a time${said(entries)}. Try again ${wait}.`;
};

/** Long waits to the minute, so that whoever comes back then is not too early. */
const waitText = (seconds: number): string =>
  seconds < 120 ? `${seconds} seconds` : spanText(Math.ceil(seconds / 60) * 60);

export const timeoutText = ({ waitSeconds }: ReplyContext, entries: readonly ErrorEntry[]): string => {
  const longer = waitSeconds < mostWaitSeconds ? `, or allow the service up to ${mostWaitSeconds / 60} minutes` : '';
  return `The service did not finish the query within ${waitSeconds} seconds${said(entries)}. Narrow the window${longer}.`;
};

export const pageText = (start: string, { status }: ServiceReply, { cloud }: ReplyContext): string => {
  const title = /<title[^>]*>([^<]*)/i.exec(start)?.[1];
  const what = title === undefined ? '' : `, titled “${oneLine(title, 100)}”`;
  return `A web page came in place of an answer from the cloud “${cloud}” (status ${status}${what}): a proxy or a firewall answered. Open any page in a browser to see what it wants, then try again.`;
};

/** The innermost message of the service, in brackets. */
export const said = (entries: readonly ErrorEntry[]): string => {
  const message = entries.map((entry) => entry.message).findLast((text) => text !== '');
  return message === undefined ? '' : ` (it says: ${oneLine(message)})`;
};

export const excerpt = (text: string): string => (text === '' ? '' : ` (it begins: ${oneLine(text, 100)})`);
