// One session: the conversation with one other replica over one link, as a pure state machine (PROTOCOL.md "Frames").
// `step(state, event)` returns the next state and the effects to carry out; session-driver.ts carries them out and feeds the results back.
// No clock, no randomness, no sockets, no storage: the local replica's present view comes in with every event, challenges come in at the start.

import { stepHandshake, type HandshakeState } from "./handshake.ts";
import { closeWith, type LocalView, type PartStep, type SessionConfig, type SessionEffect, type SessionEvent } from "./session-step.ts";
import { openTransfer, stepTransfer } from "./transfer.ts";
import type { TransferState } from "./transfer-state.ts";

export type SessionState =
  | { readonly phase: "handshake"; readonly handshake: HandshakeState }
  | { readonly phase: "open"; readonly transfer: TransferState }
  | { readonly phase: "closed" };

export type Step = { readonly state: SessionState; readonly effects: readonly SessionEffect[] };

export function makeSession(): SessionState {
  return { phase: "handshake", handshake: { step: "start" } };
}

/** Whether the acceptor's signature is being checked: nothing more may be heard before that. */
export const isVerifying = (state: SessionState): boolean => state.phase === "handshake" && state.handshake.step === "check-welcome";

const CLOSED: SessionState = { phase: "closed" };

const transferring = ({ state, effects }: PartStep<TransferState>, before: readonly SessionEffect[] = []): Step => ({
  state: state === "closed" ? CLOSED : { phase: "open", transfer: state },
  effects: [...before, ...effects],
});

/** What ends a session whatever it is doing; null for everything else. */
function ending(event: SessionEvent): Step | null {
  if (event.kind === "bad-frame") return { ...closeWith(event.error), state: CLOSED };
  if (event.kind === "close") return { ...closeWith(null), state: CLOSED };
  if (event.kind === "store-failed") return { ...closeWith("storage"), state: CLOSED };
  if (event.kind !== "frame" || event.frame.type !== "error") return null;
  const notice = { kind: "wire-error", error: event.frame.error } as const;
  return {
    state: CLOSED,
    effects: [
      { kind: "notify", notice },
      { kind: "close", error: null },
    ],
  };
}

export function step(config: SessionConfig, state: SessionState, event: SessionEvent, view: LocalView): Step {
  if (state.phase === "closed") return { state, effects: [] };
  const ended = ending(event);
  if (ended !== null) return ended;
  if (state.phase === "open") return transferring(stepTransfer(config, state.transfer, event, view));
  const { state: handshake, effects } = stepHandshake(config, state.handshake, event);
  if (handshake === "closed") return { state: CLOSED, effects };
  if (handshake.step !== "done") return { state: { phase: "handshake", handshake }, effects };
  return transferring(openTransfer(config, handshake.outcome, view), effects);
}
