import { describe, expect, test } from "vitest";
import { check } from "../storage/suite/suite-check.ts";
import { openMemoryMirrorStore, type MirrorDisk } from "./memory-mirror-store.suite.ts";
import { MIRROR_STORE_CASES } from "./mirror-store.suite.ts";

const open = (of: MirrorDisk) => Promise.resolve(openMemoryMirrorStore(of));

describe("a mirror's store in memory", () => {
  test.for(MIRROR_STORE_CASES)("$name", async (suiteCase) => {
    const disk: MirrorDisk = { mirror: null };
    const other: MirrorDisk = { mirror: null };
    await suiteCase.run({ open: () => open(disk), openOther: () => open(other) }, check);
    expect([disk.mirror, other.mirror].some((mirror) => mirror !== null)).toBe(!suiteCase.name.includes("at first"));
  });
});
