import { describe, expect, test } from "vitest";
import { holdProfile, type HoldLocks } from "./profile-hold.ts";
import { takeAlone } from "./take-alone.ts";

type Waiting = { readonly name: string; readonly mode: string; readonly grant: () => void };

/** One browser's locks of one name, as the Web Locks API grants them: in order of asking, shared ones beside each other. */
class MemoryLocks implements HoldLocks {
  readonly held: Waiting[] = [];
  #line: readonly Waiting[] = [];

  async request(name: string, { mode, signal }: Parameters<HoldLocks["request"]>[1], whileHeld: () => Promise<void>): Promise<void> {
    let mine: Waiting | null = null;
    await new Promise<void>((resolve, reject) => {
      mine = { name, mode, grant: resolve };
      this.#line = [...this.#line, mine];
      signal?.addEventListener("abort", () => {
        this.#line = this.#line.filter((waiting) => waiting !== mine);
        reject(new DOMException("aborted", "AbortError"));
        this.#grant();
      });
      this.#grant();
    });
    await whileHeld();
    this.held.splice(
      this.held.findIndex((holder) => holder === mine),
      1,
    );
    this.#grant();
  }

  #grant(): void {
    const [next] = this.#line;
    if (next === undefined) return;
    if (this.held.length > 0 && (next.mode === "exclusive" || this.held.some(({ mode }) => mode === "exclusive"))) return;
    this.#line = this.#line.slice(1);
    this.held.push(next);
    next.grant();
    this.#grant();
  }

  query(): Promise<{ held: readonly Waiting[] }> {
    return Promise.resolve({ held: [...this.held] });
  }
}

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function makeScene() {
  const locks = new MemoryLocks();
  const happenings: string[] = [];
  const onAsked: (() => void)[] = [];
  let waits = 0;
  const hold = {
    hold: (mode: "shared" | "exclusive") => holdProfile(locks, mode),
    takeAlone: (letGo: () => void) =>
      takeAlone({
        locks,
        askOthers: () => {
          happenings.push("asked");
          for (const run of onAsked) run();
        },
        wait: async () => {
          waits += 1;
          await settled();
        },
        letGo,
      }),
  };
  return { hold, happenings, onAsked, waits: () => waits };
}

describe("holding a profile", () => {
  test("is had alone once all others have let go, before those that come back", async () => {
    const { hold, happenings, onAsked } = makeScene();
    const [own, other] = [await hold.hold("shared"), await hold.hold("shared")];
    onAsked.push(() => {
      setImmediate(() => {
        other();
        void hold.hold("shared").then(() => happenings.push("back"));
      });
    });
    const release = await hold.takeAlone(() => {
      happenings.push("let go");
      own();
    });
    await settled();
    expect(happenings).toEqual(["asked", "let go"]);
    release?.();
    await settled();
    expect(happenings).toEqual(["asked", "let go", "back"]);
  });

  test("is not had while somebody does not go: nothing is let go, and nobody waits in vain", async () => {
    const { hold, happenings, waits } = makeScene();
    await hold.hold("shared");
    await hold.hold("shared");
    expect(await hold.takeAlone(() => happenings.push("let go"))).toBeNull();
    expect(happenings).toEqual(["asked"]);
    expect(waits()).toBeGreaterThan(0);
    await hold.hold("shared");
  });
});
