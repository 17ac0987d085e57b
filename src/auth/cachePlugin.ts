import type { ICachePlugin } from '@azure/msal-node';
import type { TokenStore } from './tokenStore.ts';

/**
 * Connects the client library's cache with a store. `clear` empties the library's memory: its own reading only adds, so that an account
 * which somebody else signed out would stay as a ghost.
 */
export function cachePlugin(store: TokenStore, clear: () => void): ICachePlugin {
  let release: (() => Promise<void>) | undefined;
  return {
    async beforeCacheAccess({ tokenCache }) {
      release = await store.hold();
      // Clearing and reading in are one tick: nothing looks up a token in between.
      const text = await store.read();
      clear();
      tokenCache.deserialize(text ?? '');
    },
    async afterCacheAccess({ cacheHasChanged, tokenCache }) {
      const done = release;
      release = undefined;
      try {
        if (cacheHasChanged) await store.write(tokenCache.serialize());
      } finally {
        await done?.();
      }
    },
  };
}
