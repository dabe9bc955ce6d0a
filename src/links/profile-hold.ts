// Who has the profile open: every tab's worker, beside the others, and alone whoever changes its lock. By a Web Lock, which ends with the worker however that
// ends.

/** What is used of `navigator.locks`. */
export interface HoldLocks {
  request(
    name: string,
    options: { readonly mode: "shared" | "exclusive"; readonly signal?: AbortSignal },
    whileHeld: () => Promise<void>,
  ): Promise<unknown>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

/** The same in all tabs of the profile. */
const NAME = "daybook-profile";

/** Gives it back by what it resolves with. */
export const holdProfile = (locks: HoldLocks, mode: "shared" | "exclusive", signal?: AbortSignal): Promise<() => void> =>
  new Promise((resolve, reject) => {
    const whileHeld = (): Promise<void> => new Promise((release) => resolve(release));
    locks.request(NAME, signal === undefined ? { mode } : { mode, signal }, whileHeld).catch(reject);
  });

/** How many have it now. */
export async function countHolders(locks: HoldLocks): Promise<number> {
  const { held = [] } = await locks.query();
  return held.filter(({ name }) => name === NAME).length;
}
