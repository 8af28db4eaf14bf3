/** A ready sentence, added to what is written: nothing that was typed is lost. */
import { announce } from "../base/announce.js";

export function insertSentence(field, sentence) {
  const all = [field.value.trim(), sentence].filter(Boolean).join(" ");
  if (field.maxLength > 0 && all.length > field.maxLength) announce("Plus assez de place pour cette phrase.");
  else field.value = all;
  field.focus();
}
