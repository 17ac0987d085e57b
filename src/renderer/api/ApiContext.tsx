import { createContext, useContext } from 'react';
import type { WorkbenchApi } from './workbenchApi.ts';

export const ApiContext = createContext<WorkbenchApi | undefined>(undefined);

/** The way to the engine and the shell. */
export function useApi(): WorkbenchApi {
  const api = useContext(ApiContext);
  if (!api) throw new Error('no workbench api above this component');
  return api;
}
