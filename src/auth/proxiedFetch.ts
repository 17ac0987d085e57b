import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  proxyPolicy,
} from '@azure/core-rest-pipeline';
import type { Fetch } from './network.ts';

/**
 * Requests for signing in, over the runtime's own TLS and through the proxy that HTTPS_PROXY and NO_PROXY name, as queries go. Follows
 * no redirect and tries nothing twice.
 */
export function proxiedFetch(): Fetch {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  const client = createDefaultHttpClient();
  return async (url, { method, headers, body, signal }) => {
    const response = await pipeline.sendRequest(
      client,
      createPipelineRequest({
        url,
        method,
        headers: createHttpHeaders(headers),
        abortSignal: signal,
        ...(body !== undefined && { body }),
      }),
    );
    return {
      status: response.status,
      headers: new Headers(response.headers.toJSON()),
      text: async () => response.bodyAsText ?? '',
    };
  };
}
