// What a device may do in the space: chosen at once, as a radio button is.

import { createSignal, For, Show, type JSX } from "solid-js";
import type { DeviceState } from "../../replica/face.ts";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t, type PlainMessageKey } from "../texts/messages.ts";
import { changeErrorText, type MemberPlace } from "./member-texts.ts";
import styles from "./members.module.css";

type Role = DeviceState["role"];

const ROLES: readonly (readonly [role: Role, label: PlainMessageKey, explain: PlainMessageKey])[] = [
  ["owner", "members.owner", "members.ownerExplain"],
  ["writer", "members.writer", "members.writerExplain"],
  ["reader", "members.reader", "members.readerExplain"],
];

export function RoleForm(props: MemberPlace & { readonly onDone: () => void }): JSX.Element {
  const { client, canWrite } = useApp();
  const [isChanging, setChanging] = createSignal(false);
  const [asked, setAsked] = createSignal<Role | null>(null);
  const [error, setError] = createSignal<string | null>(null);
  const choose = async (role: Role): Promise<void> => {
    setChanging(true);
    setError(null);
    setAsked(role);
    const change = { kind: "role", device: props.device.id, role } as const;
    const changed = await client.ask({ kind: "change-member", spaces: [props.space], change });
    setChanging(false);
    // What was refused is not what is shown.
    setAsked(null);
    if (changed.ok) props.onDone();
    else setError(changeErrorText(changed.error));
  };
  return (
    <fieldset class={styles["roles"]} disabled={isChanging() || !canWrite()}>
      <legend class={page["heading"]}>{t("members.may")}</legend>
      <For each={ROLES}>
        {([role, label, explain]) => (
          <label class={page["option"]}>
            <input type="radio" name="role" checked={(asked() ?? props.device.role) === role} onChange={() => void choose(role)} />
            <span>
              {t(label)}
              <span class={styles["explain"]}>{t(explain)}</span>
            </span>
          </label>
        )}
      </For>
      <Show when={error()}>{(text) => <p role="alert">{text()}</p>}</Show>
    </fieldset>
  );
}
