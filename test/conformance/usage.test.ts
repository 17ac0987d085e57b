import { describe, expect, it } from 'vitest';
import { support } from '../../src/engine/kql/support.ts';
import used from './usedFeatures.json' with { type: 'json' };

/** What common queries use and the engine refuses, with the reason. */
const refused: Readonly<Record<string, string>> = {
  'operators externaldata': 'reads the network',
  'functions geo_info_from_ip_address': 'needs the service’s database of places',
  'functions series_decompose_anomalies':
    'the service’s decomposition is its own estimate, which no documentation gives exactly',
};

/** A feature that fewer queries use may be missing. */
const common = 20;

const supported = support();
const { source: _, ...groups } = used;
const missing = Object.entries(groups).flatMap(([group, counts]) =>
  Object.entries(counts)
    .filter(([name, count]) => count >= common && !supported[group as keyof typeof supported].includes(name))
    .map(([name]) => `${group} ${name}`),
);

describe('reach', () => {
  it(`supports every feature that ${common} public queries use, but for those with a reason`, () => {
    expect(missing.toSorted()).toEqual(Object.keys(refused).toSorted());
  });
});
