// Where the document is: in a file, in this browser or in a room.

import { createResource, createSignal, For, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { isRoomName, isRoomServer } from "./read-room.ts";
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
  const [server, setServer] = createSignal("");
  const [room, setRoom] = createSignal("");
  const [token, setToken] = createSignal("");
  const [isChecked, setChecked] = createSignal(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    const address = { server: server().trim(), room: room().trim(), token: token().trim() };
    if (isRoomServer(address.server) && isRoomName(address.room)) props.onRead({ kind: "room", address });
  };
  const serverError = (): string | null => (isChecked() && !isRoomServer(server().trim()) ? t("import.serverWrong") : null);
  const roomError = (): string | null => (isChecked() && !isRoomName(room().trim()) ? t("import.roomWrong") : null);
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("import.room")}</h3>
      <p class={page["quiet"]}>{t("import.roomExplain")}</p>
      <form class={page["form"]} noValidate onSubmit={submit}>
        <TextField
          label={t("import.server")}
          hint={t("import.serverHint")}
          error={serverError()}
          type="url"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={server()}
          onInput={(event) => setServer(event.currentTarget.value)}
        />
        <TextField
          label={t("import.roomName")}
          error={roomError()}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={room()}
          onInput={(event) => setRoom(event.currentTarget.value)}
        />
        <TextField
          label={t("import.token")}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={token()}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <div class={page["buttons"]}>
          <Button look="plain" type="submit">
            {t("import.readRoom")}
          </Button>
        </div>
      </form>
    </section>
  );
}
