/** What the test server knows: two tenants, the app registration of both, the APIs that tokens are for, and its people. */
export const tenantId = '6f1d7a52-3c8e-4b1a-9a57-0c2f5de8b901';
export const tenantDomain = 'plant.example';
export const otherTenantId = '99999999-8888-4777-8666-555555555555';
export const otherTenantDomain = 'partner.example';
/** The tenants by their domains. */
export const tenants: ReadonlyMap<string, string> = new Map([
  [tenantDomain, tenantId],
  [otherTenantDomain, otherTenantId],
]);
export const clientId = '11111111-2222-4333-8444-555555555555';

/** Each API's scope is its address with `/.default`, as Entra has it. */
export const apis = ['https://api.loganalytics.test', 'https://management.test'] as const;
/** APIs of a test file's own, such as a cluster whose address it learns when it starts. */
export const moreApis: string[] = [];
export const allApis = (): string[] => [...apis, ...moreApis];
export const queryScope = `${apis[0]}/.default`;
export const armScope = `${apis[1]}/.default`;

export interface Person {
  readonly id: string;
  /** The tenant that the account comes from; not the one signed in to, for a guest. */
  readonly homeTenantId: string;
  readonly username: string;
  readonly name: string;
}

export const kim: Person = {
  id: 'a1a1a1a1-0000-4000-8000-000000000001',
  homeTenantId: tenantId,
  username: 'kim.examiner@plant.example',
  name: 'Kim Examiner',
};
export const guest: Person = {
  id: 'b2b2b2b2-0000-4000-8000-000000000002',
  homeTenantId: otherTenantId,
  username: 'robin.guest@partner.example',
  name: 'Robin Guest',
};
const people: readonly Person[] = [kim, guest];

export const personNamed = (username: string): Person | undefined =>
  people.find((person) => person.username === username);
export const personWithId = (id: string): Person | undefined => people.find((person) => person.id === id);
