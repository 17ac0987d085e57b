import type { search } from '../../shared/contract/search.ts';
import type { Handlers } from '../context.ts';
import type { SearchService } from '../search/searchService.ts';
import type { Services } from '../services.ts';

export const searchHandlers = (
  { cases }: Pick<Services, 'cases'>,
  service: SearchService,
): Handlers<typeof search> => ({
  'search.case': ({ caseId, ...asked }, { signal }) => service.find([cases.get(caseId).path], { ...asked, signal }),
  'search.all': ({ paths, ...asked }, { signal, progress }) => service.find(paths, { ...asked, signal, progress }),
});
