import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * A proxy on the loopback that tunnels, or answers each time with `refusal`; `targets` are the hosts that it was asked to connect to.
 */
export async function startConnectProxy(refusal?: string) {
  const targets: string[] = [];
  const plain: string[] = [];
  const tunnels = new Set<Duplex>();
  const server = createServer((request, response) => {
    plain.push(request.url ?? '');
    response.writeHead(400).end();
  });
  server.on('connect', (request, socket, head) => {
    targets.push(request.url ?? '');
    tunnels.add(socket);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host ?? '', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets: targets as readonly string[],
    /** Requests that it was asked to send on itself, and could read. */
    plain: plain as readonly string[],
    async close() {
      for (const tunnel of tunnels) tunnel.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
