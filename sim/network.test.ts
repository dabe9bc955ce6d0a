import { afterAll, describe, expect, test } from "vitest";
import { testLinks } from "../src/links/link.suite.ts";
import type { Link, LinkClosed, LinkEvents } from "../src/ports/link.ts";
import { CALM_WEATHER, Network, type Endpoint } from "./network.ts";
import { deriveSeed, makeRandom } from "./random.ts";
import { VirtualTime } from "./virtual-time.ts";

/** A network on which everything that happens is written down. */
class Scene {
  readonly time = new VirtualTime();
  readonly network: Network;
  readonly log: string[] = [];
  readonly links = new Map<string, Link>();

  constructor(seed = 1) {
    this.network = new Network(this.time, makeRandom(deriveSeed(seed, "network")));
  }

  events(name: string): LinkEvents {
    return {
      opened: () => void this.log.push(`${name} opened`),
      frame: (bytes) => void this.log.push(`${name} heard ${bytes.join(",")}`),
      closed: (reason) => void this.log.push(`${name} ${endOf(reason)}`),
    };
  }

  /** Links that are accepted are called "<name> 1", "<name> 2"... */
  listen(name: string): Endpoint {
    const endpoint = this.network.attach(name);
    let count = 0;
    endpoint.listen((open) => {
      count += 1;
      this.links.set(`${name} ${count}`, open(this.events(`${name} ${count}`)));
    });
    return endpoint;
  }

  dial(endpoint: Endpoint, name: string, address: string): Link {
    const link = endpoint.dial(address, this.events(name));
    this.links.set(name, link);
    return link;
  }

  /** What happened to one link. */
  of(name: string): readonly string[] {
    return this.log.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  }

  /** A device connected to a relay. */
  async connect(): Promise<{ device: Endpoint; relay: Endpoint; atDevice: Link; atRelay: Link }> {
    const [device, relay] = [this.network.attach("device"), this.listen("relay")];
    const atDevice = this.dial(device, "device", "relay");
    await this.time.run(1_000);
    const atRelay = this.links.get("relay 1");
    if (atRelay === undefined) throw new Error("not connected");
    return { device, relay, atDevice, atRelay };
  }
}

const endOf = (reason: LinkClosed): string => (reason.kind === "remote" ? `left with ${reason.error}` : reason.kind);
const NUMBERS = Array.from({ length: 100 }, (_, i) => i);

/** The accepting side of the next dial, as if it were there already. */
function openWhenDialled(endpoint: Endpoint, events: LinkEvents): Link {
  let link: Link | null = null;
  endpoint.listen((open) => {
    link = open(events);
  });
  return {
    binding: "relay",
    send: (bytes) => link?.send(bytes),
    bufferedBytes: () => link?.bufferedBytes() ?? 0,
    close: (error) => link?.close(error),
  };
}

describe("a link of the network", () => {
  const end = new AbortController();
  afterAll(() => end.abort());

  /** The suite knows nothing of virtual time: it passes by itself. */
  const passTime = async (time: VirtualTime): Promise<void> => {
    while (!end.signal.aborted) await time.run(50);
  };

  testLinks(() => {
    const time = new VirtualTime();
    const network = new Network(time, makeRandom(1));
    const [device, relay] = [network.attach("device"), network.attach("relay")];
    void passTime(time);
    return {
      open: (side, events) => {
        if (side === "a") return device.dial("relay", events);
        return openWhenDialled(relay, events);
      },
      breakBoth: () => network.breakAll(),
    };
  });
});

describe("a connection", () => {
  test("carries frames in order both ways, late, and ends as it is told", async () => {
    const scene = new Scene();
    const { atDevice, atRelay } = await scene.connect();
    for (const i of NUMBERS) {
      atDevice.send(Uint8Array.of(i));
      atRelay.send(Uint8Array.of(i));
    }
    atDevice.close("rate");
    expect(scene.of("relay 1")).toEqual(["opened"]);
    await scene.time.run(1_000);
    expect(scene.of("relay 1")).toEqual(["opened", ...NUMBERS.map((i) => `heard ${i}`), "left with rate"]);
    expect(scene.of("device")).toEqual(["opened", "local"]);
    expect(atDevice.binding).toBe("relay");
    expect(atRelay.binding).toBe("relay");
  });

  test("overtakes another that was there before", async () => {
    const scene = new Scene();
    const { device, atDevice } = await scene.connect();
    const second = scene.dial(device, "second", "relay");
    await scene.time.run(1_000);
    for (const i of NUMBERS) {
      atDevice.send(Uint8Array.of(i));
      second.send(Uint8Array.of(i));
      await scene.time.run(20);
    }
    await scene.time.run(1_000);
    const heard = scene.log.filter((line) => line.includes("heard"));
    const firstHeard = NUMBERS.map((i) => heard.findIndex((line) => line.endsWith(` ${i}`))).map((index) => heard[index]?.slice(0, 7));
    expect(new Set(firstHeard)).toEqual(new Set(["relay 1", "relay 2"]));
  });

  test("to nobody is unreachable", async () => {
    const scene = new Scene();
    scene.dial(scene.network.attach("device"), "device", "relay");
    expect(scene.log).toEqual([]);
    await scene.time.run(1_000);
    expect(scene.log).toEqual(["device failed"]);
  });

  test("given up before it is answered is never seen by the other side", async () => {
    const scene = new Scene();
    scene.listen("relay");
    scene.dial(scene.network.attach("device"), "device", "relay").close();
    await scene.time.run(10_000);
    expect(scene.log).toEqual(["device local"]);
  });
});

describe("bad weather", () => {
  test("breaks connections: each side hears a beginning of what was said, then that it failed, at its own time", async () => {
    const scene = new Scene(5);
    const { atDevice } = await scene.connect();
    scene.network.weather = { ...CALM_WEATHER, breakChance: 0.05 };
    for (const i of NUMBERS) atDevice.send(Uint8Array.of(i));
    await scene.time.run(10_000);
    const heard = scene.of("relay 1").filter((line) => line.startsWith("heard"));
    expect(heard).toEqual(NUMBERS.slice(0, heard.length).map((i) => `heard ${i}`));
    expect(heard.length).toBeLessThan(NUMBERS.length);
    expect([scene.of("relay 1").at(-1), scene.of("device").at(-1)]).toEqual(["failed", "failed"]);
    expect(scene.network.statistics.breaks).toBe(1);
  });

  test("fails dials", async () => {
    const scene = new Scene();
    scene.network.weather = { ...CALM_WEATHER, dialFailChance: 1 };
    scene.listen("relay");
    scene.dial(scene.network.attach("device"), "device", "relay");
    await scene.time.run(1_000);
    expect(scene.log).toEqual(["device failed"]);
  });

  test("plays a connection back once it has ended, to a new link of the acceptor", async () => {
    const scene = new Scene();
    const { atDevice } = await scene.connect();
    scene.network.weather = { ...CALM_WEATHER, replayChance: 1 };
    atDevice.send(Uint8Array.of(1));
    atDevice.send(Uint8Array.of(2));
    atDevice.close();
    await scene.time.run(60_000);
    expect(scene.of("relay 2")).toEqual(["opened", "heard 1", "heard 2", "left with null"]);
    expect(scene.links.has("relay 3")).toBe(false);
    expect(scene.network.statistics.replays).toBe(1);
  });
});

describe("a partition", () => {
  test("lets nothing pass; what it stalled goes on after it, what it broke has failed", async () => {
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const scene = new Scene(seed);
      const { device, atDevice } = await scene.connect();
      scene.network.cut("device", "relay");
      scene.network.cut("relay", "device");
      atDevice.send(Uint8Array.of(1));
      scene.dial(device, "during", "relay");
      await scene.time.run(30_000);
      expect(scene.of("relay 1").filter((line) => line.startsWith("heard"))).toEqual([]);
      expect(scene.of("during")).toEqual(["failed"]);
      scene.network.heal();
      scene.dial(device, "afterwards", "relay");
      await scene.time.run(1_000);
      expect(scene.of("afterwards")).toEqual(["opened"]);
      outcomes.add(scene.of("relay 1").join(", "));
    }
    expect(outcomes).toEqual(new Set(["opened, heard 1", "opened, failed"]));
  });

  test("is between two: others are not touched", async () => {
    const scene = new Scene();
    const { atDevice } = await scene.connect();
    scene.network.cut("other", "relay");
    atDevice.send(Uint8Array.of(1));
    await scene.time.run(1_000);
    expect(scene.of("relay 1")).toEqual(["opened", "heard 1"]);
  });
});

describe("a process that vanishes", () => {
  test("hears and says nothing more; the other side finds out in time", async () => {
    const scene = new Scene();
    const { relay, atDevice, atRelay } = await scene.connect();
    atDevice.send(Uint8Array.of(1));
    relay.vanish();
    atRelay.send(Uint8Array.of(2));
    atRelay.close("internal");
    relay.dial("device", scene.events("ghost"));
    await scene.time.run(10_000);
    expect(scene.of("relay 1")).toEqual(["opened"]);
    expect(scene.of("device")).toEqual(["opened", "failed"]);
    expect(scene.of("ghost")).toEqual([]);
  });

  test("that has dialled leaves the other side with a connection that fails", async () => {
    const scene = new Scene();
    const { device, atDevice } = await scene.connect();
    device.vanish();
    atDevice.send(Uint8Array.of(1));
    await scene.time.run(10_000);
    expect([scene.of("relay 1"), scene.of("device")]).toEqual([["opened", "failed"], ["opened"]]);
  });

  test("can be followed by another of its name", async () => {
    const scene = new Scene();
    const { device, relay } = await scene.connect();
    relay.vanish();
    scene.dial(device, "between", "relay");
    await scene.time.run(10_000);
    scene.listen("relay");
    scene.dial(device, "again", "relay");
    await scene.time.run(1_000);
    expect([scene.of("between"), scene.of("again")]).toEqual([["failed"], ["opened"]]);
  });
});

const historyOf = async (seed: number): Promise<string> => {
  const scene = new Scene(seed);
  const { device, atDevice, atRelay } = await scene.connect();
  scene.network.weather = { ...CALM_WEATHER, breakChance: 0.02, dialFailChance: 0.1, replayChance: 0.5 };
  for (const i of NUMBERS) {
    atDevice.send(Uint8Array.of(i));
    atRelay.send(Uint8Array.of(i));
    if (i % 10 === 0) scene.dial(device, `dial ${i}`, "relay").send(Uint8Array.of(i));
    await scene.time.run(7);
  }
  await scene.time.run(60_000);
  return scene.log.join("\n");
};

test("the same seed is the same history, another seed another", async () => {
  const [first, again, other] = [await historyOf(1), await historyOf(1), await historyOf(2)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});
