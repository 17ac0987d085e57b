import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { z } from 'zod';
import { answerCall } from '../../shared/answerCall.ts';
import { channels } from '../../shared/bridge.ts';
import { shellContract } from '../../shared/contract/index.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Engine } from '../../shared/port.ts';
import type { Result } from '../../shared/result.ts';
import { outsideLimits } from './limits.ts';
import type { ShellCall, ShellHandlers } from './shellHandlers.ts';

interface RouterParts {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on'>;
  /** The origin of our own pages; nothing else is answered. */
  readonly pageOrigin: string;
  readonly shell: ShellHandlers;
  readonly engine: Pick<Engine, 'forward' | 'cancel'>;
}

const methodName = z.string().max(100);
const callId = z.string().regex(/^[\w-]{1,64}$/);

const refuse = (code: ErrorCode, message: string): Result<never> => ({ ok: false, error: { code, message } });

/** Routes every call of the page: the shell's own methods to their handlers, all others to the engine as they are. */
export function routeCalls({ ipcMain, pageOrigin, shell, engine }: RouterParts): void {
  /** Every call under way, with what cancels it. */
  const underWay = new Map<string, () => void>();

  ipcMain.handle(channels.invoke, async (event: IpcMainInvokeEvent, method: unknown, input: unknown, id: unknown) => {
    if (!isOurPage(event.senderFrame, pageOrigin)) return refuse('notAllowed', 'This page may not call Casebook.');
    const name = methodName.safeParse(method);
    const call = callId.safeParse(id);
    if (!name.success) return refuse('invalidInput', 'A call needs the name of a method.');
    if (!call.success)
      return refuse('invalidInput', `${name.data}: a call needs an id of 1 to 64 letters, digits, - or _.`);
    if (underWay.has(call.data)) return refuse('invalidInput', `${name.data}: the call id is in use.`);
    const problem = outsideLimits(input);
    if (problem) return refuse('invalidInput', `${name.data}: the input holds ${problem}.`);
    const isOwn = Object.hasOwn(shellContract, name.data);
    const controller = new AbortController();
    underWay.set(call.data, () => (isOwn ? controller.abort() : engine.cancel(call.data)));
    try {
      if (!isOwn) return await engine.forward(name.data, input, call.data);
      const { signal } = controller;
      return await answerCall(shellContract, { method: name.data, input, signal }, async (own, parsed) => {
        const handler = shell[own] as (input: unknown, context: ShellCall) => unknown;
        return shellContract[own].output.parse(await handler(parsed, { callId: call.data, signal }));
      });
    } finally {
      underWay.delete(call.data);
    }
  });

  ipcMain.on(channels.cancel, (event: IpcMainEvent, id: unknown) => {
    const call = callId.safeParse(id);
    if (call.success && isOurPage(event.senderFrame, pageOrigin)) underWay.get(call.data)?.();
  });
}

/** Whether a message comes from the top frame of one of our own pages. */
function isOurPage(frame: Pick<WebFrameMain, 'parent' | 'origin'> | null, pageOrigin: string): boolean {
  return frame !== null && frame.parent === null && frame.origin === pageOrigin;
}
