// Something that can be had now or later, in a quiet corner of the frame: it takes no focus, covers nothing and waits as long as it must.

import { Show, type JSX } from "solid-js";
import { Button } from "../button/button.tsx";
import { liftToasts } from "./toast-room.ts";
import styles from "./notice.module.css";

type OfferAction = { readonly label: string; readonly run: () => void };

export type OfferProps = {
  /** Names the region. */
  readonly label: string;
  readonly text: string;
  /** Why it could not be had just now. */
  readonly problem?: string | null;
  /** It is being carried out: nothing can be pressed. */
  readonly isBusy?: boolean;
  readonly accept: OfferAction;
  readonly putOff: OfferAction;
};

export function Offer(props: OfferProps): JSX.Element {
  liftToasts("offer");
  return (
    <section class={styles["offer"]} aria-label={props.label}>
      <p>{props.text}</p>
      <Show when={props.problem}>
        {(problem) => (
          <p class={styles["offerProblem"]} role="alert">
            {problem()}
          </p>
        )}
      </Show>
      <div class={styles["offerActions"]}>
        <Button look="primary" disabled={props.isBusy === true} onClick={() => props.accept.run()}>
          {props.accept.label}
        </Button>
        <Button look="quiet" disabled={props.isBusy === true} onClick={() => props.putOff.run()}>
          {props.putOff.label}
        </Button>
      </div>
    </section>
  );
}
