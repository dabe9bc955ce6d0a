// Store errors deep inside a computation travel as an exception of this one kind, and become a Result again at the edge of the space.

import { err, type Result } from "../base/result.ts";
import type { StoreError } from "../ports/store.ts";

/** What was asked for needs code that was not loaded yet, and cannot be had now. */
export const NO_CODE: StoreError = { kind: "unavailable", reason: "the code for it cannot be loaded" };

class StoreFailure extends Error {
  readonly error: StoreError;

  constructor(error: StoreError) {
    super(error.kind);
    this.error = error;
  }
}

/** The value, or the end of the surrounding `catchStoreFailure`. */
export function valueOf<T>(result: Result<T, StoreError>): T {
  if (!result.ok) throw new StoreFailure(result.error);
  return result.value;
}

export async function catchStoreFailure<T, E = never>(compute: () => Promise<Result<T, E>>): Promise<Result<T, E | StoreError>> {
  try {
    return await compute();
  } catch (error) {
    if (error instanceof StoreFailure) return err(error.error);
    throw error;
  }
}
