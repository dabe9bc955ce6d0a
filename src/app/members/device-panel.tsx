// One other device of the space, for an owner: what it may do, and taking it away. A change that matters does not close before the relay has it, or it says
// that it waits for that.

import { createMemo, createSignal, Match, Show, Switch, untrack, type JSX } from "solid-js";
import type { DeviceState, SyncStatus } from "../../replica/face.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { deviceLabel } from "../sync/sync-summary.ts";
import { t } from "../texts/messages.ts";
import { outcomeText, type MemberPlace } from "./member-texts.ts";
import { RemoveDevice } from "./remove-device.tsx";
import { RoleForm } from "./role-form.tsx";

export type DevicePanelProps = { readonly device: DeviceState | null; readonly status: SyncStatus; readonly onBack: () => void };

/** What was done here last. */
type Done = "removed" | "role";

export function DevicePanel(props: DevicePanelProps): JSX.Element {
  // It is gone from the status when it has been removed.
  const name = untrack(() => (props.device === null ? "" : deviceLabel(props.device)));
  const [done, setDone] = createSignal<Done | null>(null);
  const [isRemoving, setRemoving] = createSignal(false);
  const place = createMemo((): MemberPlace | null =>
    props.device === null || props.status.space === null ? null : { space: props.status.space, device: props.device },
  );
  return (
    <div class={page["sections"]}>
      <Switch>
        <Match when={done() === "removed"}>
          <section class={page["section"]}>
            <p translate="no">{t("members.removed", name)}</p>
            <Outcome done="removed" status={props.status} />
          </section>
        </Match>
        <Match when={place() === null}>
          <p>{t("members.gone")}</p>
        </Match>
        <Match when={isRemoving() ? place() : null}>
          {(shown) => <RemoveDevice {...shown()} onDone={() => setDone("removed")} onCancel={() => setRemoving(false)} />}
        </Match>
        <Match when={place()}>
          {(shown) => (
            <>
              <section class={page["section"]}>
                <RoleForm {...shown()} onDone={() => setDone("role")} />
                <Show when={done() === "role"}>
                  <Outcome done="role" status={props.status} />
                </Show>
              </section>
              <LostSection onRemove={() => setRemoving(true)} />
            </>
          )}
        </Match>
      </Switch>
      <Show when={!isRemoving() || done() === "removed"}>
        <div class={page["buttons"]}>
          <Button look={done() === "removed" ? "primary" : "plain"} onClick={() => props.onBack()}>
            {t(done() === "removed" ? "members.done" : "members.back")}
          </Button>
        </div>
      </Show>
    </div>
  );
}

function LostSection(props: { readonly onRemove: () => void }): JSX.Element {
  const { canWrite } = useApp();
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("members.lost")}</h3>
      <p class={page["quiet"]}>{t("members.lostExplain")}</p>
      <div class={page["buttons"]}>
        <Button look="danger" disabled={!canWrite()} onClick={() => props.onRemove()}>
          {t("members.remove")}
        </Button>
      </div>
    </section>
  );
}

/** Who has it by now. Said again whenever that changes. */
function Outcome(props: { readonly done: Done; readonly status: SyncStatus }): JSX.Element {
  return (
    <p class={page["quiet"]} role="status">
      {outcomeText(props.status, props.done)}
    </p>
  );
}
