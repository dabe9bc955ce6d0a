// The user's own servers for direct connections: a list, adding one, removing one with a way back.

import { createSignal, For, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import { parseServer, serversToText, textToServers, type OwnServer, type ServerFault } from "./ice-servers.ts";
import page from "../shell/page.module.css";
import styles from "./sync.module.css";

type Removed = { readonly server: OwnServer; readonly place: number };

type Servers = {
  readonly servers: () => readonly OwnServer[];
  /** Why the last change is not stored. */
  readonly error: () => string | null;
  readonly removed: () => Removed | null;
  readonly add: (server: OwnServer) => Promise<boolean>;
  readonly remove: (place: number) => Promise<void>;
  readonly bringBack: (removed: Removed) => Promise<void>;
};

function createServers(): Servers {
  const { client, say } = useApp();
  const [removed, setRemoved] = createSignal<Removed | null>(null);
  const [error, setError] = createSignal<string | null>(null);
  const servers = (): readonly OwnServer[] => textToServers(client.profile()?.iceServers ?? null);
  /** Whether it is stored. */
  const set = async (next: readonly OwnServer[]): Promise<boolean> => {
    const outcome = await client.ask({ kind: "set-profile", setting: "iceServers", value: serversToText(next) });
    setError(outcome.ok ? null : storeErrorText(outcome.error.error));
    return outcome.ok;
  };
  const add = async (server: OwnServer): Promise<boolean> => {
    if (!(await set([...servers(), server]))) return false;
    setRemoved(null);
    return true;
  };
  const remove = async (place: number): Promise<void> => {
    const server = servers()[place];
    if (server === undefined || !(await set(servers().filter((_, i) => i !== place)))) return;
    setRemoved({ server, place });
    say(t("ice.removed", server.address));
  };
  const bringBack = async ({ server, place }: Removed): Promise<void> => {
    if (await set(servers().toSpliced(place, 0, server))) setRemoved(null);
  };
  return { servers, error, removed, add, remove, bringBack };
}

export function IceSection(): JSX.Element {
  const { canWrite } = useApp();
  const [isAdding, setAdding] = createSignal(false);
  const { servers, error, removed, add, remove, bringBack } = createServers();
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("ice.title")}</h3>
      <p class={page["quiet"]}>{t("ice.explain")}</p>
      <Show when={servers().length > 0} fallback={<p class={page["quiet"]}>{t("ice.none")}</p>}>
        <ul class={styles["devices"]}>
          <For each={servers()}>
            {(server, place) => <ShownServer server={server} canWrite={canWrite()} onRemove={() => void remove(place())} />}
          </For>
        </ul>
      </Show>
      <Show when={removed()}>
        {(last) => (
          <div class={page["line"]}>
            <p class={page["value"]}>{t("ice.removed", last().server.address)}</p>
            <Button look="quiet" onClick={() => void bringBack(last())}>
              {t("ice.undo")}
            </Button>
          </div>
        )}
      </Show>
      <Show when={error()}>{(text) => <p role="alert">{text()}</p>}</Show>
      <Show
        when={isAdding()}
        fallback={
          <div class={page["buttons"]}>
            <Button look="quiet" disabled={!canWrite()} onClick={() => setAdding(true)}>
              {t("ice.add")}
            </Button>
          </div>
        }
      >
        <ServerForm
          present={servers()}
          onAdd={(server) => void add(server).then((isAdded) => setAdding(!isAdded))}
          onClose={() => setAdding(false)}
        />
      </Show>
    </section>
  );
}

type ShownServerProps = { readonly server: OwnServer; readonly canWrite: boolean; readonly onRemove: () => void };

/** The password is never shown. */
function ShownServer(props: ShownServerProps): JSX.Element {
  return (
    <li class={styles["device"]}>
      <div class={styles["deviceText"]}>
        <p class={styles["address"]} translate="no" dir="ltr">
          {props.server.address}
        </p>
        <Show when={props.server.username !== ""}>
          <p class={page["quiet"]}>{t("ice.withName", props.server.username)}</p>
        </Show>
      </div>
      <Button look="quiet" disabled={!props.canWrite} aria-label={t("ice.remove", props.server.address)} onClick={() => props.onRemove()}>
        {t("sync.relayRemove")}
      </Button>
    </li>
  );
}

type ServerFormProps = {
  readonly present: readonly OwnServer[];
  readonly onAdd: (server: OwnServer) => void;
  readonly onClose: () => void;
};

function ServerForm(props: ServerFormProps): JSX.Element {
  const [fault, setFault] = createSignal<ServerFault | null>(null);
  const faultOf = (field: ServerFault["field"]): string | null => {
    const found = fault();
    return found?.field === field ? t(found.text) : null;
  };
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const textOf = (name: string): string => {
      const value = entered.get(name);
      return typeof value === "string" ? value : "";
    };
    const typed = { address: textOf("address"), username: textOf("username"), credential: textOf("credential") };
    const server = parseServer(typed, props.present);
    setFault(server.ok ? null : server.error);
    if (server.ok) props.onAdd(server.value);
  };
  const plain = { autocomplete: "off", autocapitalize: "off", spellcheck: false } as const;
  return (
    <form class={page["form"]} onSubmit={onSubmit}>
      <TextField
        label={t("ice.address")}
        hint={t("ice.addressHint")}
        name="address"
        inputMode="url"
        error={faultOf("address")}
        {...plain}
        ref={(field) => queueMicrotask(() => field.focus())}
      />
      <TextField label={t("ice.name")} name="username" error={faultOf("username")} {...plain} />
      <TextField
        label={t("ice.secret")}
        name="credential"
        type="password"
        error={faultOf("credential")}
        {...plain}
        autocomplete="new-password"
      />
      <div class={page["buttons"]}>
        <Button look="plain" type="submit">
          {t("sync.save")}
        </Button>
        <Button look="quiet" onClick={() => props.onClose()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </form>
  );
}
