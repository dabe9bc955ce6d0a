import { expect, test } from "vitest";
import type { LeftToMove } from "../../sync/left-to-move.ts";
import { ManualTimers } from "../../sync/manual-timers.suite.ts";
import { Travel, TravelMeter } from "./travel.ts";

/** One connection over which there is to move what the test says. */
class Connection {
  readonly timers = new ManualTimers();
  readonly travel = new Travel();
  left: LeftToMove | null = { toSend: 0, toReceive: 0 };
  told: unknown[] = [];
  readonly meter = new TravelMeter(
    this.timers,
    () => [{ travel: this.travel, left: () => this.left }],
    () => this.told.push(this.travel.receiving),
  );

  receives(toReceive: number): void {
    this.left = { toSend: 0, toReceive };
    this.meter.look();
  }
}

test("how far it has come is told twice a second as long as there is something left, and that there is nothing any more", async () => {
  const connection = new Connection();
  connection.receives(230);
  await connection.timers.pass(400);
  connection.receives(218);
  expect(connection.told).toEqual([]);
  await connection.timers.pass(100);
  expect(connection.told).toEqual([{ done: 12, total: 230 }]);
  connection.receives(100);
  connection.receives(50);
  await connection.timers.pass(500);
  connection.receives(0);
  await connection.timers.pass(500);
  expect(connection.told).toEqual([{ done: 12, total: 230 }, { done: 180, total: 230 }, null]);
  expect(connection.timers.size).toBe(0);
});

test("what has travelled within half a second is not told of", async () => {
  const connection = new Connection();
  connection.receives(3);
  connection.receives(0);
  await connection.timers.pass(10_000);
  expect(connection.told).toEqual([]);
});

test("what is added meanwhile is added to what there is, and what was done stays done", async () => {
  const connection = new Connection();
  connection.receives(10);
  await connection.timers.pass(500);
  connection.receives(4);
  await connection.timers.pass(500);
  connection.receives(9);
  await connection.timers.pass(500);
  expect(connection.told).toEqual([
    { done: 0, total: 10 },
    { done: 6, total: 10 },
    { done: 6, total: 15 },
  ]);
});

test("what does not go on for ten seconds is told no more, without being looked at for ever, until it goes on", async () => {
  const connection = new Connection();
  connection.receives(5);
  await connection.timers.pass(60_000);
  expect(connection.told).toEqual([{ done: 0, total: 5 }, null]);
  expect(connection.timers.size).toBe(0);
  connection.receives(4);
  await connection.timers.pass(500);
  expect(connection.told.at(-1)).toEqual({ done: 1, total: 5 });
});

test("while it is not known what is left nothing is told, and it is looked at again", async () => {
  const connection = new Connection();
  connection.left = null;
  connection.meter.look();
  await connection.timers.pass(500);
  connection.left = { toSend: 7, toReceive: 0 };
  await connection.timers.pass(1_000);
  expect(connection.travel.sending).toEqual({ done: 0, total: 7 });
  connection.meter.close();
  expect(connection.timers.size).toBe(0);
});
