import type { CloudChoice } from '../../shared/contract/index.ts';

/** How a cloud is called on the screen. */
export const cloudTitle = ({ name, builtIn }: Pick<CloudChoice, 'name' | 'builtIn'>): string =>
  builtIn
    ? ({ public: 'Azure', usGovernment: 'Azure US Government', china: 'Azure China (21Vianet)' }[name] ?? name)
    : name;
