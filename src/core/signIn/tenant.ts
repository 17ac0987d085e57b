import { accept, type Checked, refuse } from '../kqlText/checked.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const domain = /^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** Entra's names for "whatever tenant the account comes from": a guest would be signed in to the wrong one without a word. */
const unpinned = new Set(['common', 'organizations', 'consumers']);

/** Whether a tenant is named by its id; its domain is the other way. */
export const isTenantId = (text: string): boolean => guid.test(text.toLowerCase());

/** A tenant by its id or by one of its domains, in lower case. */
export function checkTenant(text: string): Checked<string> {
  const tenant = text.trim().toLowerCase();
  if (guid.test(tenant) || domain.test(tenant)) return accept(tenant);
  return refuse(
    unpinned.has(tenant)
      ? 'it does not say which tenant; give the id or the domain of the one that holds the workspace'
      : 'it is neither a tenant id such as 6f1d7a52-3c8e-4b1a-9a57-0c2f5de8b901 nor a domain such as contoso.onmicrosoft.com',
  );
}
