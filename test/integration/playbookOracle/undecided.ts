/**
 * Thrown where Microsoft's documentation does not say what the answer is, so that the check never rests on a guess:
 * the sample must not hold such input.
 */
export class Undecided extends Error {
  constructor(what: string) {
    super(`the documentation does not decide this: ${what}`);
    this.name = 'Undecided';
  }
}
