import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { aheadOf, msToMidnight, townTime, zoneOf } from "../../../site/assets/js/attendance/town-clock.js";

describe("the town's clock on a device", () => {
  test("is the server's, whatever the device shows: seven minutes off are seven minutes", () => {
    const device = Date.parse("2026-12-03T15:23:00Z");
    const ahead = aheadOf("2026-12-03T16:30:00.400+01:00", device, device + 800);
    assert.equal(ahead, 7 * 60_000);
    assert.deepEqual(townTime({ ahead, zone: 60 }, device), {
      at: "2026-12-03T15:30:00.000Z",
      day: "2026-12-03",
      hour: "16:30",
    });
  });

  test("has its own midnight, in Réunion as in Martinique", () => {
    const now = Date.parse("2026-12-03T21:30:00Z");
    assert.equal(townTime({ ahead: 0, zone: zoneOf("2026-12-04T01:30:00+04:00") }, now).day, "2026-12-04");
    assert.equal(msToMidnight({ ahead: 0, zone: 240 }, now), 22.5 * 3_600_000);
    assert.equal(townTime({ ahead: 0, zone: zoneOf("2026-12-03T17:30:00-04:00") }, now).day, "2026-12-03");
    assert.equal(msToMidnight({ ahead: 0, zone: -240 }, now), 6.5 * 3_600_000);
  });
});
