// Taking a device away, which cannot be taken back: what that does is said before, above all what the device can still read.

import { createMemo, createSignal, Show, type JSX } from "solid-js";
import type { SpaceInfo } from "../../replica/face/spaces.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { deviceLabel } from "../sync/sync-summary.ts";
import { shownTag, t } from "../texts/messages.ts";
import { spaceName } from "../spaces/spaces.ts";
import { changeErrorText, type MemberPlace } from "./member-texts.ts";
import styles from "./members.module.css";
import { sharedSpacesWith } from "./spaces-with.ts";

export type RemoveDeviceProps = MemberPlace & { readonly onDone: () => void; readonly onCancel: () => void };

const namesOf = (spaces: readonly SpaceInfo[]): string => new Intl.ListFormat(shownTag()).format(spaces.map((space) => spaceName(space)));

export function RemoveDevice(props: RemoveDeviceProps): JSX.Element {
  const { client, canWrite } = useApp();
  const [asksToWipe, setAsksToWipe] = createSignal(true);
  const [removesShared, setRemovesShared] = createSignal(true);
  const shared = createMemo(() => sharedSpacesWith(props.device.id, client.spaces()));
  const [isRemoving, setIsRemoving] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  const remove = async (): Promise<void> => {
    setIsRemoving(true);
    setError(null);
    const change = { kind: "remove", device: props.device.id, asksToWipe: asksToWipe() } as const;
    // The one that is shown last: while it is a device of that, what could not be done elsewhere can be tried again.
    const spaces = [...(removesShared() ? shared().own.map(({ id }) => id) : []), props.space];
    const changed = await client.ask({ kind: "change-member", spaces, change });
    setIsRemoving(false);
    if (changed.ok) props.onDone();
    else setError(changeErrorText(changed.error));
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]} translate="no" tabindex="-1" ref={(heading) => queueMicrotask(() => heading.focus())}>
        {t("members.removeTitle", deviceLabel(props.device))}
      </h3>
      <ul class={page["reasons"]}>
        <li>{t("members.removeKeeps")}</li>
        <li>{t("members.removeLocked")}</li>
        <li>{t("members.removeCounts")}</li>
        <li>{t("members.removeAgain")}</li>
        <Show when={shared().foreign.length > 0}>
          <li translate="no">{t("members.removeForeign", namesOf(shared().foreign))}</li>
        </Show>
      </ul>
      <Show when={shared().own.length > 0}>
        <label class={page["option"]}>
          <input type="checkbox" checked={removesShared()} onChange={(event) => setRemovesShared(event.currentTarget.checked)} />
          <span translate="no">
            {t("members.removeShared", namesOf(shared().own))}
            <span class={styles["explain"]}>{t("members.removeSharedExplain")}</span>
          </span>
        </label>
      </Show>
      <label class={page["option"]}>
        <input type="checkbox" checked={asksToWipe()} onChange={(event) => setAsksToWipe(event.currentTarget.checked)} />
        <span>
          {t("members.askWipe")}
          <span class={styles["explain"]}>{t("members.askWipeExplain")}</span>
        </span>
      </label>
      <Show when={error()}>{(text) => <p role="alert">{text()}</p>}</Show>
      <div class={page["buttons"]}>
        <Button look="danger" disabled={isRemoving() || !canWrite()} onClick={() => void remove()}>
          {t(isRemoving() ? "members.removing" : "members.removeNow")}
        </Button>
        <Button look="plain" disabled={isRemoving()} onClick={() => props.onCancel()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </section>
  );
}
