// Turning the mirror of a note on: which room, what is in it, and then the start. Loaded on first use.

import { createSignal, Match, onCleanup, Switch, type Accessor, type JSX } from "solid-js";
import type { MirrorRoom } from "../../model/mirror-field.ts";
import type { NoteRow } from "../../model/note-row.ts";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp, type AppContextValue } from "../shell/app-context.ts";
import type { Look } from "../rooms/look-into-room.ts";
import { isAmong, lookFrom } from "../rooms/open-from-here.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { MAX_MIRRORS } from "./running/keep-mirrors.ts";
import { startMirror } from "./mirror-commands.ts";
import { MirrorForm } from "./mirror-form.tsx";
import { ownDevice } from "./mirrors.ts";
import { EMPTY_DRAFT, type RoomDraft } from "./room-draft.ts";
import { RoomFound } from "./room-found.tsx";

export type MirrorSheetProps = {
  readonly row: NoteRow;
  /** What was typed is saved first. */
  readonly flush: () => Promise<boolean>;
  readonly onClose: () => void;
};

type Seen = Extract<Look, { kind: "seen" }>;

type Turn =
  | { readonly kind: "form"; readonly problem: string | null }
  | { readonly kind: "trying" }
  | { readonly kind: "found"; readonly room: MirrorRoom; readonly seen: Seen };

function problemWith(room: MirrorRoom, { mirrors }: AppContextValue): string | null {
  const own = mirrors.own();
  if (own.length >= MAX_MIRRORS) return t("mirror.tooMany", own.length);
  const isTaken = isAmong(
    own.map(({ mirror }) => mirror),
    room,
  );
  return isTaken ? t("mirror.taken") : null;
}

const lookProblem = (look: Exclude<Look, Seen>): string =>
  look.kind === "fault" ? t(`room.fault.${look.fault}`) : t(`mirror.stop.${look.reason}`);

type Turning = {
  readonly turn: Accessor<Turn>;
  readonly look: (room: MirrorRoom) => Promise<void>;
  readonly start: (turn: Extract<Turn, { kind: "found" }>) => Promise<void>;
  readonly back: () => void;
};

function createTurning(props: MirrorSheetProps): Turning {
  const app = useApp();
  const { client, actions, mirrors } = app;
  const [turn, setTurn] = createSignal<Turn>({ kind: "form", problem: null });
  let isGone = false;
  onCleanup(() => (isGone = true));
  return {
    turn,
    async look(room) {
      const problem = problemWith(room, app);
      if (problem !== null) return void setTurn({ kind: "form", problem });
      setTurn({ kind: "trying" });
      const look = await lookFrom(client, room);
      if (isGone) return;
      setTurn(look.kind === "seen" ? { kind: "found", room, seen: look } : { kind: "form", problem: lookProblem(look) });
    },
    async start({ room, seen }) {
      const device = ownDevice(client);
      if (device === null) return;
      await props.flush();
      const stint = await startMirror(actions, props.row, room, device);
      if (stint === null) return;
      // Known and agreed to: there is nobody to wait for.
      if (seen.isAlone) mirrors.startWithoutWaiting(stint);
      props.onClose();
    },
    back: () => setTurn({ kind: "form", problem: null }),
  };
}

export function MirrorSheet(props: MirrorSheetProps): JSX.Element {
  const [draft, setDraft] = createSignal<RoomDraft>(EMPTY_DRAFT);
  const { turn, look, start, back } = createTurning(props);
  const at = <Kind extends Turn["kind"]>(kind: Kind): Extract<Turn, { kind: Kind }> | null => {
    const now = turn();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of this kind
    return now.kind === kind ? (now as Extract<Turn, { kind: Kind }>) : null;
  };
  return (
    <Sheet title={t("mirror.title")} closeLabel={t("app.close")} wide onClose={() => props.onClose()}>
      <Switch>
        <Match when={at("form")}>
          {(shown) => (
            <MirrorForm
              draft={draft()}
              problem={shown().problem}
              onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
              onRoom={(room) => void look(room)}
            />
          )}
        </Match>
        <Match when={at("trying")}>
          <p class={page["quiet"]} role="status">
            {t("mirror.trying")}
          </p>
        </Match>
        <Match when={at("found")}>
          {(shown) => (
            <RoomFound
              room={shown().room}
              roots={shown().seen.roots}
              isAlone={shown().seen.isAlone}
              isNoteEmpty={props.row.excerpt === ""}
              onStart={() => void start(shown())}
              onBack={back}
            />
          )}
        </Match>
      </Switch>
    </Sheet>
  );
}
