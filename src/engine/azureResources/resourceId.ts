import { z } from 'zod';

/** A resource's id in Azure Resource Manager, `/subscriptions/…/providers/…`, without `.` and `..` segments or a query. */
export const resourceId = z
  .string()
  .max(2048)
  .regex(/^(\/[^/?#%\\\p{C}]+)+$/u, 'it is not a resource id')
  .refine((id) => !/\/\.{1,2}(\/|$)/.test(id), 'it is not a resource id');

/** Resource ids are the same in any letter case. */
export const idKey = (id: string): string => id.toLowerCase();

/** The last segment of an id: the resource's name. */
export const nameIn = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** The subscription of an id in lower case; empty where it names none. */
export const subscriptionIn = (id: string): string => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase() ?? '';
