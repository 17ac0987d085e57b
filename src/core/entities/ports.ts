import type { Named } from './entityKinds.ts';
import { portNamed } from './names.ts';

/** The text of a field of the row, or of each member of its array; undefined where the row has no such field. */
export type TextsOf = (field: string) => readonly string[] | undefined;

/** A port that a row names, and the field that holds it. */
export interface NamedPort extends Named {
  readonly field: string;
  readonly written: string;
}

/**
 * The ports of services that a row names. The other end of a connection has a short-lived port, which says nothing, so that what
 * a port means depends on the row:
 * - a listener's own port; the agents report every socket, and one with a peer is not one (`ports` tells which is which);
 * - the remote port of a connection out, the local one of a connection in;
 * - of a micro agent's connection, which has no direction, the lower of the two, as Sentinel's parser takes it;
 * - the ports of firewall rules and recommendations.
 */
export function portsIn(event: string, textsOf: TextsOf): NamedPort[] {
  const [protocol = ''] = textsOf('Protocol') ?? [];
  const read = (...fields: string[]): NamedPort[] =>
    fields.flatMap((field) =>
      (textsOf(field) ?? []).flatMap((written) =>
        written
          .split(',')
          .flatMap((part) => portNamed(part.trim(), protocol).map((port) => ({ ...port, field, written }))),
      ),
    );
  return [...read(...socketPorts(event, textsOf)), ...read('SourcePort', 'DestinationPort'), ...endpointPorts(textsOf)];
}

function socketPorts(event: string, textsOf: TextsOf): string[] {
  const [local] = textsOf('LocalPort') ?? [];
  const [remote] = textsOf('RemotePort') ?? [];
  const [kind] = textsOf('Kind') ?? [];
  const [direction] = textsOf('Direction') ?? [];
  if (kind === 'other connection') return ['RemotePorts'];
  if (direction === 'Out') return ['RemotePort'];
  if (direction === 'In' || event === 'Login') return ['LocalPort'];
  if (event === 'NetworkActivity') return Number(local) < Number(remote) ? ['LocalPort'] : ['RemotePort'];
  if (local === undefined) return textsOf('RemoteAddress') && !textsOf('UserName') ? ['RemotePort'] : [];
  return remote === undefined || ['*', '0', ''].includes(remote) ? ['LocalPort'] : [];
}

/** `0.0.0.0:25324`, as recommendations list what listens. */
const endpointPorts = (textsOf: TextsOf): NamedPort[] =>
  (textsOf('Endpoints') ?? []).flatMap((written) =>
    portNamed(/:(\d+)$/.exec(written)?.[1] ?? '', '').map((port) => ({ ...port, field: 'Endpoints', written })),
  );
