/** What the parent has filled in so far, kept in this tab for a reload or the phone's « back »: all but the password. */

const KEPT_AS = "preau.activation";

/**
 * The draft of the mailed code: `{code, email, key, step, known, sheet}`. `known` is what the town knows, null until it was
 * asked; `sheet` what is filled in; `key` the Idempotency-Key of the only request this draft may become.
 * Without a code, the draft this tab was working on; null when there is none.
 */
export function draftOf({ code, email }) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "null");
  if (!code || (kept?.code === code && kept.email === email)) return kept;
  return { code, email, key: crypto.randomUUID(), step: 1, known: null, sheet: null };
}

export const keep = (draft) => sessionStorage.setItem(KEPT_AS, JSON.stringify(draft));

export const drop = () => sessionStorage.removeItem(KEPT_AS);
