import type { entities } from '../../shared/contract/entities.ts';
import type { Handlers } from '../context.ts';
import { caseIndexes } from '../entities/caseIndex.ts';
import { findPlaces } from '../entities/findPlaces.ts';
import { listEntities } from '../entities/listEntities.ts';
import type { Services } from '../services.ts';

export const entityHandlers = ({ cases }: Pick<Services, 'cases'>): Handlers<typeof entities> => {
  const indexes = caseIndexes();
  return {
    'entities.list': async ({ caseId, ...asked }, context) =>
      listEntities(await indexes.read(cases.get(caseId), context), asked),
    'entities.occurrences': async ({ caseId, ...asked }, context) => {
      const caseFile = cases.get(caseId);
      return findPlaces(caseFile, await indexes.read(caseFile, context), asked);
    },
  };
};
