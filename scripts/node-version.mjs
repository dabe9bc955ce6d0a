// Which Node this is for. Runs on much older ones too, so it uses nothing newer than ES2015 and imports nothing.

/** Says in one line what is wrong and sets the exit code, or answers true. */
export function nodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return true;
  console.error(`Daybook needs Node 20.19 or newer (of 22: 22.12 or newer); this is Node ${process.versions.node}.`);
  process.exitCode = 1;
  return false;
}
