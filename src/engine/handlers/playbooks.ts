import type { playbooks } from '../../shared/contract/playbooks.ts';
import type { Handlers } from '../context.ts';
import type { Services } from '../services.ts';

export const playbookHandlers = (services: Services): Handlers<typeof playbooks> => ({
  'playbooks.list': () =>
    services.playbooks.list().map(({ playbook: { id, version, title, introduction }, sha256 }) => ({
      id,
      version,
      title,
      introduction,
      sha256,
    })),
  'playbooks.get': ({ id }) => services.playbooks.get(id).playbook,
});
