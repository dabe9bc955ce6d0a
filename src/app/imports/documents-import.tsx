// Making notes of a document that another app has made with Yjs: where it is, what is in it, and then the notes.

import { createSignal, Match, Show, Switch, type Accessor, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { isAmong, lookFrom } from "../rooms/open-from-here.ts";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { fragmentOf } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { makeNotes, type NewNote } from "./make-notes.ts";
import { Preview } from "./preview.tsx";
import { readSource, type Found, type Rooms, type Source, type SourceFault } from "./read-source.ts";
import { SourceForm } from "./source-form.tsx";

type Turn =
  | { readonly kind: "source"; readonly fault: SourceFault | null }
  | { readonly kind: "reading" }
  | { readonly kind: "preview"; readonly found: Found }
  | { readonly kind: "making"; readonly done: number; readonly count: number }
  | { readonly kind: "made"; readonly count: number; readonly problem: string | null };

const faultText = (fault: SourceFault): string => t(`import.fault.${fault}`);

type Importing = {
  readonly turn: Accessor<Turn>;
  readonly read: (source: Source) => Promise<void>;
  readonly make: (notes: readonly NewNote[]) => Promise<void>;
  readonly startAnew: () => void;
};

function createImporting(): Importing {
  const { client, actions, mirrors, say } = useApp();
  const rooms: Rooms = {
    look: (place) => lookFrom(client, place),
    isMirrored: (place) =>
      isAmong(
        mirrors.own().map(({ mirror }) => mirror),
        place,
      ),
  };
  const [turn, setTurn] = createSignal<Turn>({ kind: "source", fault: null });
  return {
    turn,
    async read(source) {
      setTurn({ kind: "reading" });
      const found = await readSource(source, rooms);
      setTurn(found.ok ? { kind: "preview", found: found.value } : { kind: "source", fault: found.error });
    },
    async make(notes) {
      let done = 0;
      const onProgress = (next: number): void => {
        done = next;
        setTurn({ kind: "making", done, count: notes.length });
      };
      const problem = await makeNotes(notes, { client, actions, onProgress });
      const count = problem === null ? notes.length : done;
      setTurn({ kind: "made", count, problem });
      say(problem ?? t("import.made", count));
    },
    startAnew: () => setTurn({ kind: "source", fault: null }),
  };
}

export function DocumentsImport(props: { readonly onClose: () => void }): JSX.Element {
  const { turn, read, make, startAnew } = createImporting();
  const at = <Kind extends Turn["kind"]>(kind: Kind): Extract<Turn, { kind: Kind }> | null => {
    const now = turn();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of this kind
    return now.kind === kind ? (now as Extract<Turn, { kind: Kind }>) : null;
  };
  return (
    <Switch>
      <Match when={at("source")}>
        {(source) => <SourceForm problem={source().fault} faultText={faultText} onRead={(from) => void read(from)} />}
      </Match>
      <Match when={at("reading")}>
        <p class={page["quiet"]} role="status">
          {t("import.reading")}
        </p>
      </Match>
      <Match when={at("preview")}>
        {(preview) => <Preview found={preview().found} onMake={(notes) => void make(notes)} onBack={startAnew} />}
      </Match>
      <Match when={at("making")}>
        {(making) => (
          <p class={page["quiet"]} role="status">
            {t("import.making", making().done, making().count)}
          </p>
        )}
      </Match>
      <Match when={at("made")}>
        {(made) => <Made count={made().count} problem={made().problem} onClose={() => props.onClose()} onAnew={startAnew} />}
      </Match>
    </Switch>
  );
}

type MadeProps = {
  readonly count: number;
  readonly problem: string | null;
  readonly onClose: () => void;
  readonly onAnew: () => void;
};

function Made(props: MadeProps): JSX.Element {
  const show = (): void => {
    location.hash = fragmentOf("notes");
    props.onClose();
  };
  return (
    <div class={page["page"]}>
      <Show when={props.count > 0}>
        <p>{t("import.made", props.count)}</p>
      </Show>
      <Show when={props.problem}>{(problem) => <p role="alert">{problem()}</p>}</Show>
      <div class={page["buttons"]}>
        <Button onClick={show}>{t("import.show")}</Button>
        <Button look="plain" onClick={() => props.onAnew()}>
          {t("import.other")}
        </Button>
      </div>
    </div>
  );
}
