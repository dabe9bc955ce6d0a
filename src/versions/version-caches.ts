// The caches of the versions in one browser: one for each, named by its build, in the order in which they were begun.

const CACHE_PREFIX = "daybook-version-";

export const cacheNameOf = (build: string): string => CACHE_PREFIX + build;

export const isVersionCache = (name: string): boolean => name.startsWith(CACHE_PREFIX);

/**
 * Which caches nobody needs: of versions before `own`, with no window that runs them. A window that has not said what it runs (`null`; it may be
 * frozen) may run any. What was begun after `own` is a version on its way.
 */
export function unusedCaches(names: readonly string[], own: string, windowBuilds: readonly (string | null)[]): readonly string[] {
  if (windowBuilds.includes(null)) return [];
  const used = new Set(windowBuilds.map((build) => cacheNameOf(build ?? "")));
  const versions = names.filter(isVersionCache);
  return versions.slice(0, Math.max(0, versions.indexOf(own))).filter((name) => !used.has(name));
}
