import assert from "node:assert/strict";
import { test } from "node:test";
import { renew } from "../../../site/assets/js/planning/answered-cells.js";
import { keyOf } from "../../../site/assets/js/planning/cells.js";

const SLOT = { child: "clara", service: "restauration", date: "2026-11-23" };

test("a cell that is answered is all that the server says of it, and nothing of what it was", () => {
  const cell = { ...SLOT, state: "in_basket", until: "2026-11-16T09:40:00+01:00", expires: true, remark: "en retard" };
  const store = { cell: (slot) => (keyOf(slot) === keyOf(SLOT) ? cell : undefined) };
  const answered = { ...SLOT, state: "bookable", until: "2026-11-19T10:00:00+01:00" };
  renew(store, [answered, { ...SLOT, date: "2026-11-30", state: "bookable" }]);
  const { state, until, expires, remark } = cell;
  assert.deepEqual([state, until, expires, remark], ["bookable", answered.until, false, null]);
});
