/** One step of the format. Once released, its text never changes; it imports nothing of the product. */
export interface Migration {
  /** The `user_version` that a file has after it. */
  readonly version: number;
  readonly sql: string;
}
