// A flow in three parts, between which something happens to the relay.

import { expect, type Page } from "@playwright/test";
import { openApp, rowNames } from "../app-page.ts";
import type { Device } from "../device.ts";
import type { RelayProcess } from "../relay-process.ts";

/** `away`: from just before the step until it is done. `wiped`: it is there, with nothing of what it had. */
export type RelayIs = "there" | "away" | "wiped";

export type FlowStage = { readonly relay: RelayProcess; readonly newDevice: (flags?: readonly string[]) => Promise<Device> };

/** Prepared up to the step that matters, with the relay there. */
export type Prepared = {
  /** Those that are there when the relay is back. */
  readonly pages: readonly Page[];
  /** The step, and what is said of it at once. */
  readonly act: (relayIs: RelayIs) => Promise<void>;
  /** With the relay there again: how it must have ended. */
  readonly settle: (relayIs: RelayIs) => Promise<void>;
};

export type Flow = (stage: FlowStage) => Promise<Prepared>;

export const openNew = async ({ relay, newDevice }: FlowStage): Promise<Page> => openApp(await newDevice(), relay.address);

/** In whatever order: each was put on top of what its writer saw. Devices dial again by themselves, after a pause that may have grown to a minute. */
export const expectTitles = (page: Page, titles: readonly string[]): Promise<void> =>
  expect.poll(async () => (await rowNames(page)).toSorted(), { timeout: 90_000 }).toEqual(titles);
