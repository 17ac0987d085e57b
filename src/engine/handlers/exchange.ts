import type { exchange } from '../../shared/contract/exchange.ts';
import type { Handlers } from '../context.ts';
import { exportCase } from '../exchange/exportCase.ts';
import { exportTables } from '../exchange/exportTables.ts';
import { importCase } from '../exchange/importCase.ts';
import type { Services } from '../services.ts';

export const exchangeHandlers = ({ cases, productVersion }: Services): Handlers<typeof exchange> => ({
  'exchange.export': (input, context) => exportCase(cases.get(input.caseId), input, productVersion, context),
  'exchange.import': (input, context) => importCase(input, productVersion, context),
  'exchange.exportTables': (input, context) => exportTables(cases.get(input.caseId), input, context),
});
