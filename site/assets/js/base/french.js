/** Amounts and days as French typography writes them: as functions/french/words/money.py and dates.py. */
import { inFrench } from "./days-and-hours.js";

/** 1234 → "12,34 €" */
export const money = (cents) =>
  `${(cents / 100).toFixed(2)}\u202f€`
    .replace("-", "\u2212")
    .replace(".", ",")
    .replace(/\d(?=(\d{3})+,)/g, "$&\u202f");

/** "2026-12-01" → "1er décembre 2026" */
export const dayInFull = inFrench("d MMMM y");
