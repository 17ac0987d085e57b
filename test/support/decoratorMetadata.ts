/**
 * Storage for the metadata that `@peculiar/x509` declares with decorators and looks up when it loads. Importing the package needs
 * this first; the runtime has none of its own.
 */
const stored = new WeakMap<object, Map<unknown, unknown>>();

const own = (key: unknown, target: object): unknown => stored.get(target)?.get(key);

function inherited(key: unknown, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at)) {
    if (stored.get(at)?.has(key)) return own(key, at);
  }
  return undefined;
}

Object.assign(Reflect, {
  getOwnMetadata: own,
  getMetadata: inherited,
  defineMetadata(key: unknown, value: unknown, target: object): void {
    const known = stored.get(target) ?? new Map<unknown, unknown>();
    stored.set(target, known.set(key, value));
  },
});
