// Whether the relay hands out what a passkey opens: asked as a browser would ask that has nothing else, and anew whenever it may have become another.

import { createMemo, createResource, Show, type JSX } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import type { CapsuleState } from "../../replica/face/recovery.ts";
import { Button } from "../../ui/button/button.tsx";
import type { ReplicaClient } from "../client/replica-client.ts";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";

async function askRelay(client: Pick<ReplicaClient, "ask">, passkey: DeviceId): Promise<CapsuleState> {
  const answer = await client.ask({ kind: "capsule-at-relay", passkey });
  return answer.ok ? answer.value : "unreachable";
}

export function AtRelay(props: { readonly passkey: DeviceId }): JSX.Element {
  const { client } = useApp();
  /** With what it may depend on; another object only where one of them is another. */
  const question = createMemo(
    () => {
      const status = client.status();
      return {
        passkey: props.passkey,
        on: [status?.relayAddress, status?.relay.kind, status?.statementsOnlyHere, status?.recordsNotAtRelay === 0].join(" "),
      };
    },
    undefined,
    { equals: (a, b) => a.passkey === b.passkey && a.on === b.on },
  );
  const [asked, { refetch }] = createResource(question, ({ passkey }) => askRelay(client, passkey));
  const state = (): CapsuleState | null => (asked.loading ? null : (asked.latest ?? null));
  const isUnsettled = (): boolean => state() !== null && state() !== "there" && state() !== "no-relay";
  const text = (): string => {
    const present = state();
    return present === null ? t("passkey.asking") : t(`passkey.relay.${present}`);
  };
  return (
    <>
      <p class={page["quiet"]} role="status">
        {text()}
      </p>
      <Show when={isUnsettled()}>
        <div class={page["buttons"]}>
          <Button look="quiet" onClick={() => void refetch()}>
            {t("passkey.askAgain")}
          </Button>
        </div>
      </Show>
    </>
  );
}
