// Where the document is: in a file, in this browser or in a room.

import { createResource, createSignal, For, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { EMPTY_PLACE, parsePlaceDraft, type PlaceDraft, type PlaceFaults } from "../rooms/place-draft.ts";
import { PlaceFields } from "../rooms/place-fields.tsx";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import type { Source, SourceFault } from "./read-source.ts";
import { listStoredDocuments } from "./stored-documents.ts";
import styles from "./imports.module.css";

/** The app's own database, which is none of Yjs's. */
const OWN = ["daybook"];

export type SourceFormProps = {
  readonly problem: SourceFault | null;
  readonly faultText: (fault: SourceFault) => string;
  readonly onRead: (source: Source) => void;
};

export function SourceForm(props: SourceFormProps): JSX.Element {
  return (
    <div class={page["sections"]}>
      <Show when={props.problem}>
        {(fault) => (
          <p class={styles["problem"]} role="alert">
            {props.faultText(fault())}
          </p>
        )}
      </Show>
      <FilePart onRead={(source) => props.onRead(source)} />
      <StoredPart onRead={(source) => props.onRead(source)} />
      <RoomPart onRead={(source) => props.onRead(source)} />
    </div>
  );
}

type PartProps = Pick<SourceFormProps, "onRead">;

function FilePart(props: PartProps): JSX.Element {
  let field: HTMLInputElement | undefined;
  const onChosen = (event: Event & { currentTarget: HTMLInputElement }): void => {
    const [file] = event.currentTarget.files ?? [];
    if (file !== undefined) props.onRead({ kind: "file", file });
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("import.file")}</h3>
      <p class={page["quiet"]}>{t("import.fileExplain")}</p>
      <div class={page["buttons"]}>
        <Button look="plain" onClick={() => field?.click()}>
          {t("import.chooseFile")}
        </Button>
        <input ref={(input) => (field = input)} type="file" hidden aria-label={t("import.chooseFile")} onChange={onChosen} />
      </div>
    </section>
  );
}

function StoredPart(props: PartProps): JSX.Element {
  const [names] = createResource(() => listStoredDocuments(indexedDB, OWN).catch(() => []));
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("import.stored")}</h3>
      <p class={page["quiet"]}>{t("import.storedExplain")}</p>
      <Show when={names.latest?.length === 0}>
        <p class={page["value"]}>{t("import.storedNone")}</p>
      </Show>
      <div class={page["buttons"]}>
        <For each={names.latest}>
          {(name) => (
            <Button look="plain" translate="no" onClick={() => props.onRead({ kind: "stored", name })}>
              {name}
            </Button>
          )}
        </For>
      </div>
    </section>
  );
}

function RoomPart(props: PartProps): JSX.Element {
  const [draft, setDraft] = createSignal<PlaceDraft>(EMPTY_PLACE);
  const [faults, setFaults] = createSignal<PlaceFaults>({});
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const place = parsePlaceDraft(draft(), location.protocol);
    setFaults(place.ok ? {} : place.error);
    if (place.ok) props.onRead({ kind: "room", place: place.value });
    else event.currentTarget.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("import.room")}</h3>
      <p class={page["quiet"]}>{t(`import.roomExplain.${draft().kind}`)}</p>
      <form class={page["form"]} noValidate onSubmit={submit}>
        <PlaceFields draft={draft()} faults={faults()} onChange={(change) => setDraft((before) => ({ ...before, ...change }))} />
        <div class={page["buttons"]}>
          <Button look="plain" type="submit">
            {t("import.readRoom")}
          </Button>
        </div>
      </form>
    </section>
  );
}
