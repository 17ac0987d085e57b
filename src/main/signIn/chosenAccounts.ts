/** Which of several accounts is asked with, by cloud and tenant, until the program ends: a case that names none leaves it open. */
export interface ChosenAccounts {
  /** `tenant` is as the source names it; null where it names none. */
  choose(cloud: string, tenant: string | null, account: string): void;
  of(cloud: string, tenant: string | null): string | null;
  all(cloud: string): { tenant: string | null; account: string }[];
  /** After its sign-out, an account is chosen nowhere. */
  forget(cloud: string, account: string): void;
}

export function chosenAccounts(): ChosenAccounts {
  let chosen: readonly { cloud: string; tenant: string | null; account: string }[] = [];
  const isOf = (cloud: string) => (each: { cloud: string }) => each.cloud === cloud.toLowerCase();
  const same = (cloud: string, tenant: string | null) => (each: { cloud: string; tenant: string | null }) =>
    isOf(cloud)(each) && each.tenant?.toLowerCase() === tenant?.toLowerCase();
  return {
    choose(cloud, tenant, account) {
      const others = chosen.filter((each) => !same(cloud, tenant)(each));
      chosen = [...others, { cloud: cloud.toLowerCase(), tenant, account }];
    },
    of: (cloud, tenant) => chosen.find(same(cloud, tenant))?.account ?? null,
    all: (cloud) => chosen.filter(isOf(cloud)).map(({ tenant, account }) => ({ tenant, account })),
    forget(cloud, account) {
      chosen = chosen.filter((each) => !isOf(cloud)(each) || each.account !== account);
    },
  };
}
