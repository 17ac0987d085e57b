/**
 * The script that runs the built preload in the page before the page's own scripts, with the `contextBridge` and
 * `ipcRenderer` it asks for. Like a sandboxed preload it runs in top frames only; unlike one it shares the page's world.
 */
export const preloadScript = (preload, schemes) => `(() => {
  const receive = window.__casebookHostReceive;
  delete window.__casebookHostReceive;
  const own = ${JSON.stringify(schemes)}.some((scheme) => location.hostname.endsWith('.' + scheme + '.localhost'));
  if (window !== window.top || !own) return;
  const listeners = new Map();
  Object.defineProperty(window, Symbol.for('casebook.host'), {
    value: (channel, parameters) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...parameters);
    },
  });
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true }),
    },
    ipcRenderer: {
      invoke: (channel, ...parameters) => receive({ channel, wantsReply: true, parameters }),
      send: (channel, ...parameters) => void receive({ channel, wantsReply: false, parameters }),
      on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
  };
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('a sandboxed preload cannot load ' + name);
  };
  const module = { exports: {} };
  ((require, module, exports) => {${preload}
  })(require, module, module.exports);
})();`;
