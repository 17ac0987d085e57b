/** An answer given in place of the real one. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a test may change while the server runs. Times are in seconds. */
export interface Behaviour {
  accessTokenTtl: number;
  refreshTokenTtl: number;
  deviceCodeTtl: number;
  /** How often a client with a device code may ask. */
  deviceInterval: number;
  /** Answers of the token endpoint, each given once, before it answers by itself again. */
  readonly tokenAnswers: Answer[];
  /** What refreshes are answered with; until it is taken away. */
  refreshAnswer: Answer | undefined;
  /** What the sign-in page hands back in place of a code; until it is taken away. */
  authorizeError: { readonly error: string; readonly error_description: string } | undefined;
  /** What the discovery document is answered with; until it is taken away. */
  discoveryAnswer: Answer | undefined;
}

export const usualBehaviour = (): Behaviour => ({
  accessTokenTtl: 3600,
  refreshTokenTtl: 86_400,
  deviceCodeTtl: 900,
  deviceInterval: 1,
  tokenAnswers: [],
  refreshAnswer: undefined,
  authorizeError: undefined,
  discoveryAnswer: undefined,
});

/** A refusal as Entra words it, with the number that tells its reason. */
export const entraRefusal = (
  error: string,
  number: number,
  sentence: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer => ({
  status: 400,
  body: {
    error,
    error_description: `AADSTS${number}: ${sentence} Trace ID: 00000000-0000-0000-0000-000000000000`,
    error_codes: [number],
    timestamp: '2026-11-24 10:00:00Z',
    trace_id: '00000000-0000-0000-0000-000000000000',
    correlation_id: '00000000-0000-0000-0000-000000000001',
    ...more,
  },
});
