// The line under a note's title that says that its text is mirrored, where, by which device and how it goes: on every device of the user's, for as long as it is so.

import Waypoints from "lucide-solid/icons/waypoints";
import { Show, type JSX } from "solid-js";
import type { NoteMirror } from "../../model/mirror-field.ts";
import type { NoteRow } from "../../model/note-row.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { stopMirror, takeMirrorOver } from "./mirror-commands.ts";
import { hostOf, reportText } from "./mirror-texts.ts";
import type { MirrorReport } from "./running/mirror-report.ts";
import { ownDevice } from "./mirrors.ts";
import styles from "./mirrors.module.css";

export type MirrorLineProps = { readonly row: NoteRow; readonly mirror: NoteMirror };

/** Nobody has been heard, and somebody may never be. */
const canStartNow = (report: MirrorReport | null): boolean => report?.kind === "waiting" && report.link === "alone";

export function MirrorLine(props: MirrorLineProps): JSX.Element {
  const { client, actions, mirrors, canWriteIn } = useApp();
  const own = (): boolean => props.mirror.device === ownDevice(client);
  const report = (): MirrorReport | null => mirrors.reportOf(props.row.id);
  const isStopped = (): boolean => own() && report()?.kind === "stopped";
  const where = (): string => {
    const { room, device } = props.mirror;
    const host = hostOf(props.mirror);
    if (own()) return t("mirror.here", room, host);
    const name = client.status()?.devices.find(({ id }) => id === device)?.name ?? t("mirror.unnamed");
    return t("mirror.elsewhere", room, host, name);
  };
  const state = (): string => {
    if (props.row.newer) return t("mirror.state.newer");
    return own() ? reportText(report()) : t("mirror.state.elsewhere");
  };
  const isFixed = (): boolean => !canWriteIn(props.row) || props.row.newer;
  const takeOver = (): void => {
    const device = ownDevice(client);
    if (device !== null) void takeMirrorOver(actions, props.row, props.mirror, device);
  };
  return (
    <section class={styles["line"]} aria-label={t("mirror.label")} data-stopped={isStopped() ? "" : undefined}>
      <Waypoints size="1.125rem" strokeWidth={1.75} aria-hidden="true" />
      <div class={styles["words"]}>
        <p class={styles["where"]} translate="no" dir="auto">
          {where()}
        </p>
        <p class={styles["state"]} role="status" translate="no" dir="auto">
          {state()}
        </p>
      </div>
      <div class={styles["actions"]}>
        <Show when={own() && canStartNow(report())}>
          <Button look="quiet" onClick={() => mirrors.act(props.row.id, "start")}>
            {t("mirror.startNow")}
          </Button>
        </Show>
        <Show when={isStopped()}>
          <Button look="quiet" onClick={() => mirrors.act(props.row.id, "retry")}>
            {t("mirror.retry")}
          </Button>
        </Show>
        <Show when={!own()}>
          <Button look="quiet" disabled={isFixed()} onClick={takeOver}>
            {t("mirror.takeOver")}
          </Button>
        </Show>
        <Button look="quiet" disabled={isFixed()} onClick={() => void stopMirror(actions, props.row, props.mirror)}>
          {t("mirror.off")}
        </Button>
      </div>
    </section>
  );
}
