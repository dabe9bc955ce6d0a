// What is in a room, and what comes of it together with the note: seen before anything is joined.

import { Show, type JSX } from "solid-js";
import type { ForeignRoot } from "../../imports/roots.ts";
import type { MirrorRoom } from "../../model/mirror-field.ts";
import { Button } from "../../ui/button/button.tsx";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { hostOf } from "./mirror-texts.ts";
import styles from "./mirrors.module.css";

const EXCERPT_CHARACTERS = 400;

export type RoomFoundProps = {
  readonly room: MirrorRoom;
  readonly roots: readonly ForeignRoot[];
  readonly isAlone: boolean;
  readonly isNoteEmpty: boolean;
  readonly onStart: () => void;
  readonly onBack: () => void;
};

/** `no`: it must not be started. */
type Outcome = { readonly may: boolean; readonly text: string };

function outcomeOf({ room, isAlone, isNoteEmpty }: RoomFoundProps, root: ForeignRoot | undefined): Outcome {
  const { rootName, rootType } = room;
  if (root === undefined) {
    if (isAlone) return { may: true, text: t("mirror.found.alone") };
    return { may: true, text: isNoteEmpty ? t("mirror.found.bothEmpty", rootName) : t("mirror.found.empty", rootName) };
  }
  if (root.shape !== rootType) return { may: false, text: t("mirror.found.otherKind", rootName) };
  if (root.isTooLong) return { may: false, text: t("mirror.found.tooLong") };
  const { length } = root.text;
  return { may: true, text: isNoteEmpty ? t("mirror.found.text", rootName, length) : t("mirror.found.both", rootName, length) };
}

export function RoomFound(props: RoomFoundProps): JSX.Element {
  const root = (): ForeignRoot | undefined => props.roots.find(({ name }) => name === props.room.rootName);
  const outcome = (): Outcome => outcomeOf(props, root());
  const others = (): string =>
    props.roots
      .filter(({ name, shape }) => name !== props.room.rootName && shape !== "other")
      .map(({ name }) => `“${name}”`)
      .join(", ");
  return (
    <div class={page["page"]}>
      <p class={page["quiet"]} translate="no" dir="auto">
        {t("mirror.found.place", props.room.room, hostOf(props.room))}
      </p>
      <p role={outcome().may ? "status" : "alert"} translate="no" dir="auto">
        {outcome().text}
      </p>
      <Show when={root()?.text}>
        {(text) => (
          <p class={styles["excerpt"]} translate="no" dir="auto" tabIndex={0}>
            {text().slice(0, EXCERPT_CHARACTERS)}
            {text().length > EXCERPT_CHARACTERS ? "…" : ""}
          </p>
        )}
      </Show>
      <Show when={others() !== "" && (root() === undefined || !outcome().may)}>
        <p translate="no" dir="auto">
          {t("mirror.found.otherParts", others())}
        </p>
      </Show>
      <p class={styles["warning"]}>{t("mirror.warning")}</p>
      <div class={page["buttons"]}>
        <Show when={outcome().may}>
          <Button look="primary" onClick={() => props.onStart()}>
            {t("mirror.start")}
          </Button>
        </Show>
        <Button look="plain" onClick={() => props.onBack()}>
          {t("mirror.back")}
        </Button>
      </div>
    </div>
  );
}
