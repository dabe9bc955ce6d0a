// Runs in the page after face.page.ts: it is sent there as text, so that it may use nothing from outside itself but the face.

export type PageTask = {
  readonly presentTitles: readonly string[];
  readonly titles: readonly string[];
};

export type TimedWrite = { readonly kind: "create" | "rename"; readonly ms: number };

export async function timeWritesInPage({ presentTitles, titles }: PageTask): Promise<TimedWrite[]> {
  /** Between two changes: what the first one sets off is over. */
  const PAUSE_MS = 25;
  const face = globalThis.daybookFace;
  if (face === undefined) throw new Error("face.page.ts goes first");
  const position = { at: "end", list: null };
  const present = presentTitles.map((title) => ({ id: face.makeId(), title, day: null }));
  await face.act({ kind: "create", tasks: present, position });
  await face.ask({ kind: "watch", watch: 1, query: { view: "open" }, window: { start: 0, count: 60 } });
  const timed: TimedWrite[] = [];
  for (const [index, title] of titles.entries()) {
    const kind = index % 2 === 0 ? "create" : "rename";
    const intent =
      kind === "create"
        ? { kind, tasks: [{ id: face.makeId(), title, day: null }], position }
        : { kind, id: present[index % present.length]?.id, title: `${title} ${index}` };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const startMs = performance.now();
    await face.act(intent);
    timed.push({ kind, ms: performance.now() - startMs });
  }
  face.end();
  return timed;
}
