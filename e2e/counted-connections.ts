// Counts the direct connections of a page: how many are made and open, with nothing said that waits for an answer, and how often another way is looked for.

export type Counted = { readonly made: number; readonly open: number; readonly restarts: number };

/** Runs in the page, from its text, before it makes any: it uses nothing from outside itself. */
export function countConnections(): void {
  const open = new Set<RTCPeerConnection>();
  const counted = { made: 0, restarts: 0 };
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      counted.made += 1;
      this.addEventListener("connectionstatechange", () => {
        if (this.connectionState === "connected") open.add(this);
        else open.delete(this);
      });
    }

    override restartIce(): void {
      counted.restarts += 1;
      super.restartIce();
    }
  };
  type Stat = Readonly<
    Record<"id" | "type" | "selected" | "selectedCandidatePairId" | "localCandidateId" | "remoteCandidateId" | "port", unknown>
  >;
  const routeOf = async (connection: RTCPeerConnection): Promise<string | null> => {
    const all = [...(await connection.getStats()).values()] as readonly Stat[];
    const chosenId = all.find(({ type }) => type === "transport")?.selectedCandidatePairId;
    // Firefox marks the pair itself.
    const chosen = all.find(
      (stat) => stat.type === "candidate-pair" && (chosenId === undefined ? stat.selected === true : stat.id === chosenId),
    );
    const portOf = (candidate: unknown): string => String(all.find(({ id }) => id === candidate)?.port);
    // There is none while another one is looked for.
    if (chosen === undefined) return null;
    return `${portOf(chosen.localCandidateId)} ${portOf(chosen.remoteCandidateId)}`;
  };
  // Of one that is closed by its own page no event tells.
  const openOnes = (): RTCPeerConnection[] => [...open].filter(({ signalingState }) => signalingState !== "closed");
  Reflect.set(globalThis, "routesOfCounted", async () => (await Promise.all(openOnes().map(routeOf))).filter((route) => route !== null));
  Reflect.set(globalThis, "countedConnections", () => ({
    ...counted,
    open: [...open].filter(({ signalingState }) => signalingState === "stable").length,
  }));
}

/** Runs in that page, from its text. */
export function countedHere(): Counted {
  const count: unknown = Reflect.get(globalThis, "countedConnections");
  if (typeof count !== "function") throw new Error("a page that is counted on");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as it was set above
  return Reflect.apply(count, globalThis, []) as Counted;
}

/** Likewise: the ports, here and there, that each open connection goes over. Another way has other ones. */
export function routesHere(): Promise<readonly string[]> {
  const routes: unknown = Reflect.get(globalThis, "routesOfCounted");
  if (typeof routes !== "function") throw new Error("a page that is counted on");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as it was set above
  return Reflect.apply(routes, globalThis, []) as Promise<readonly string[]>;
}
