// What a data channel between two browsers carries with nothing around it.

import type { Page } from "@playwright/test";
import type { Device } from "../../e2e/device.ts";
import { answerBareEnd, openBareEnd, rateOfBare, sendBare } from "./direct.page.ts";

async function blankPage(device: Device, address: string): Promise<Page> {
  const page = await device.newPage();
  await page.goto(`${address}/robots.txt`);
  return page;
}

/** Bytes a second from `from` to `to`. */
export async function measureBareChannel(from: Device, to: Device, address: string, bytes: number): Promise<number> {
  const [sender, receiver] = [await blankPage(from, address), await blankPage(to, address)];
  const offer = await sender.evaluate(openBareEnd, null);
  const answer = await receiver.evaluate(openBareEnd, offer);
  await sender.evaluate(answerBareEnd, answer);
  const [rate] = await Promise.all([receiver.evaluate(rateOfBare, bytes), sender.evaluate(sendBare, bytes)]);
  await sender.close();
  await receiver.close();
  return rate;
}
