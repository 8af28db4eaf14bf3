import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inFrench, longDay, saidHour } from "../../../site/assets/js/base/days-and-hours.js";
import { plain } from "../french.js";

const SCRIPTS = join(import.meta.dirname, "../../../site/assets/js");
/** Where an instant is said by the device's own zone, or kept small for a first view: each with the reason it stands apart. */
const APART = {
  "base/days-and-hours.js": "the one place",
  "base/offline.js": "since when a page is kept, on the device's clock",
  "pages/double-verification.js": "the day of an instant, on the device's clock",
  "components/moments.js": "when a device was last seen, on the device's clock",
};

test("only the first of a month is an ordinal, also where no month follows", () => {
  assert.equal(longDay("2026-12-01"), "mardi 1er décembre");
  assert.equal(longDay("2026-11-01"), "dimanche 1er novembre");
  assert.equal(longDay("2026-11-11"), "mercredi 11 novembre");
  assert.equal(longDay("2026-12-31"), "jeudi 31 décembre");
  assert.equal(inFrench("EEEE d")("2026-12-01"), "mardi 1er");
  assert.equal(inFrench("EEEE d")("2026-12-21"), "lundi 21");
});

test("each day of two years is said as the browser's own dictionary says it", () => {
  const said = {
    "EEEE d MMMM y": { weekday: "long", day: "numeric", month: "long", year: "numeric" },
    "EEE d MMM": { weekday: "short", day: "numeric", month: "short" },
  };
  const days = Array.from({ length: 731 }, (_, more) => new Date(Date.UTC(2027, 0, 1 + more)));
  for (const [pattern, parts] of Object.entries(said)) {
    const dictionary = new Intl.DateTimeFormat("fr-FR", { ...parts, timeZone: "UTC" });
    for (const day of days)
      assert.equal(inFrench(pattern)(day.toISOString().slice(0, 10)), dictionary.format(day).replace(/\b1 /, "1er "));
  }
});

test("an hour has no zero before it, and no minutes where it is sharp", () => {
  const said = ["09:15", "09:00", "00:05", "16:30", "12:00"].map((time) => plain(saidHour(time)));
  assert.deepEqual(said, ["9 h 15", "9 h", "0 h 05", "16 h 30", "12 h"]);
});

test("no other script says a day or an hour in its own way", () => {
  const own = /DateTimeFormat\("fr|toLocale(Date|Time)?String\("fr|replace\(":", ?["'`][^"'`]*h/;
  const found = readdirSync(SCRIPTS, { recursive: true })
    .filter((name) => name.endsWith(".js") && own.test(readFileSync(join(SCRIPTS, name), "utf8")))
    .map((name) => name.replaceAll("\\", "/"));
  assert.deepEqual(
    found.sort(),
    Object.keys(APART)
      .filter((name) => found.includes(name))
      .sort(),
  );
});
