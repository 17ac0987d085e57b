/** The `application_id` in the header of every case file: the letters `CBK1`. */
export const applicationId = 0x43424b31;

/** What a case file's rows and records may be at most; a file beyond a bound is refused or kept without rows, never cut. */
export const limits = {
  /** Bytes of a raw answer that is read into rows: a little less than the longest text that the runtime can hold. */
  answerBytes: 500_000_000,
  /** Columns of an exhibit: SQLite's bound of 2000 less the row number. */
  columns: 1999,
  /** Bytes of a playbook snapshot's JSON. */
  playbookBytes: 16_000_000,
  /** Bytes of a text in a record; the longest that a session can write is a profile. */
  recordTextBytes: 8_000_000,
  /** Bytes of an attachment. */
  attachmentBytes: 50_000_000,
  /** Characters of a profile's JSON. */
  profileCharacters: 2_000_000,
} as const;
