import assert from "node:assert/strict";
import { test } from "node:test";
import { rhythm } from "../../../site/assets/js/attendance/rhythm.js";

test("a device that stumbled once speaks to the server again by itself", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let times = 0;
  const exchange = async () => {
    times += 1;
    if (times === 1) throw new Error("the disk is full");
    return true;
  };
  const { now } = rhythm({ exchange, waits: () => true, seen: () => true });
  await assert.rejects(now());
  t.mock.timers.tick(3000);
  assert.equal(times, 2);
});
