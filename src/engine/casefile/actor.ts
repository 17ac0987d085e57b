import { userInfo } from 'node:os';

/** Who acts where a call names nobody: the case's examiner, or else the account that runs the program. */
export function defaultActor(examiner: string): string {
  return (examiner.trim() || userInfo().username).toWellFormed();
}
