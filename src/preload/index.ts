import { contextBridge, ipcRenderer } from 'electron';
import { type CasebookBridge, channels, eventNames } from '../shared/bridge.ts';
import type { Result } from '../shared/result.ts';

type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>(eventNames.map((name) => [name, new Set()]));

ipcRenderer.on(channels.event, (_event, name: unknown, payload: unknown) => {
  for (const listener of listeners.get(String(name)) ?? []) listener(payload);
});

/** What a call comes to when the shell's reply could not cross to the page. */
const lost = (method: string, error: unknown): Result<never> => ({
  ok: false,
  error: { code: 'unexpected', message: `${method}: the reply was lost: ${String(error)}` },
});

const bridge: CasebookBridge = {
  invoke: (method, input, callId) =>
    ipcRenderer.invoke(channels.invoke, method, input, callId).catch((error: unknown) => lost(String(method), error)),
  cancel: (callId) => ipcRenderer.send(channels.cancel, callId),
  subscribe(event, listener) {
    const registered = listeners.get(event);
    if (!registered) throw new Error(`There is no event named "${event}".`);
    registered.add(listener);
    return () => registered.delete(listener);
  },
};

contextBridge.exposeInMainWorld('casebook', bridge);
