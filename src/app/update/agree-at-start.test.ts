import { describe, expect, test } from "vitest";
import type { VersionFacts } from "../../versions/version-messages.ts";
import { agreeAtStart, type StartAgreement } from "./agree-at-start.ts";

const facts = (build: string | null): Promise<VersionFacts | null> =>
  Promise.resolve(build === null ? null : { build, hash: `hash of ${build}` });

/** One browser: which versions its service workers are of, and what a page does at its start, load after load. */
class Browser {
  inCharge: string | null = null;
  waiting: string | null = null;
  /** What the page that comes next is of: by the service worker in charge, unless the server's answer got through. */
  served: string | null = null;
  tabsInUse = 0;
  canKeepNotes = true;
  attempts = new Set<string>();
  loads = 0;

  /** Opens the app, and loads it again as often as it asks for. */
  async open(isReload = false): Promise<StartAgreement> {
    let agreement: StartAgreement = { kind: "leaving" };
    for (let reload = isReload; agreement.kind === "leaving" && this.loads < 10; reload = true) {
      this.loads += 1;
      agreement = await this.#load(reload);
    }
    return agreement;
  }

  #load(isReload: boolean): Promise<StartAgreement> {
    return agreeAtStart(this.served ?? this.inCharge ?? "", {
      workers: {
        inCharge: () => facts(this.inCharge),
        waiting: () => facts(this.waiting),
        takeOver: () => {
          this.inCharge = this.waiting;
          this.waiting = null;
          return Promise.resolve(true);
        },
      },
      isReload,
      whileNoneIsInUse: async (task) => {
        if (this.tabsInUse === 0) await task();
        return this.tabsInUse === 0;
      },
      noteAttempt: (what) => {
        if (!this.canKeepNotes || this.attempts.has(what)) return false;
        this.attempts.add(what);
        return true;
      },
      clearAttempts: () => this.attempts.clear(),
      whenQuiet: () => Promise.resolve(),
      reload: () => undefined,
    });
  }
}

const browserWith = (state: Partial<Browser>): Browser => Object.assign(new Browser(), state);

describe("at the start of a page", () => {
  test("all is well where window and service worker are of one build, or there is no service worker", async () => {
    expect(await browserWith({ inCharge: "1" }).open()).toEqual({ kind: "agreed" });
    expect(await browserWith({ served: "1" }).open()).toEqual({ kind: "agreed" });
  });

  test("a waiting version takes over when the app is opened and nobody uses the old one", async () => {
    const browser = browserWith({ inCharge: "1", waiting: "2" });
    expect(await browser.open()).toEqual({ kind: "agreed" });
    expect([browser.inCharge, browser.loads]).toEqual(["2", 2]);
  });

  test("it does not take over while another tab is in use, nor when a page is only loaded again", async () => {
    const inUse = browserWith({ inCharge: "1", waiting: "2", tabsInUse: 1 });
    expect([await inUse.open(), inUse.inCharge, inUse.loads]).toEqual([{ kind: "agreed" }, "1", 1]);
    const reloaded = browserWith({ inCharge: "1", waiting: "2" });
    expect([await reloaded.open(true), reloaded.inCharge, reloaded.loads]).toEqual([{ kind: "agreed" }, "1", 1]);
  });

  test("a mixed page loads again once, and is refused when that does not help", async () => {
    const browser = browserWith({ inCharge: "1", served: "2", tabsInUse: 1 });
    expect([await browser.open(), browser.loads]).toEqual([{ kind: "mixed", build: "1" }, 2]);
  });

  test("a mixed page that is whole after loading again goes on, and may be mended another time", async () => {
    const browser = browserWith({ inCharge: "1", served: "2" });
    const opened = agreeOnce(browser);
    expect(await opened).toEqual({ kind: "agreed" });
    expect(browser.attempts.size).toBe(0);
  });

  test("a mixed page is mended by the waiting version, also after a reload, if nobody uses the one in charge", async () => {
    const browser = browserWith({ inCharge: "1", waiting: "2", served: "2" });
    expect([await browser.open(true), browser.inCharge]).toEqual([{ kind: "agreed" }, "2"]);
  });

  test("where nothing can be kept over a reload it never loads again by itself", async () => {
    const browser = browserWith({ inCharge: "1", served: "2", canKeepNotes: false });
    expect([await browser.open(), browser.loads]).toEqual([{ kind: "mixed", build: "1" }, 1]);
  });
});

/** The server's answer got through once only. */
async function agreeOnce(browser: Browser): Promise<StartAgreement> {
  const note = browser.attempts.add.bind(browser.attempts);
  browser.attempts.add = (what) => {
    browser.served = null;
    return note(what);
  };
  return browser.open();
}
