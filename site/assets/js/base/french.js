/** Amounts and days as French typography writes them: as functions/french/words/money.py and dates.py. */

const EUROS = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const IN_FULL = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** 1234 → "12,34 €" */
export const money = (cents) =>
  EUROS.format(cents / 100)
    .replace("-", "\u2212")
    .replace("\u00a0", "\u202f");

/** "2026-12-01" → "1er décembre 2026" */
export const dayInFull = (day) => IN_FULL.format(new Date(`${day}T00:00Z`)).replace(/^1 /, "1er ");
