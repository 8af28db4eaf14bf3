/** The code and the address in the fragment of a mailed link, `#code=…&adresse=…`: no server sees them. */

/** `{code, email}`, empty where the page was not opened from a mail. Another mail's link in the same tab starts afresh. */
export function mailedCode() {
  addEventListener("hashchange", () => {
    if (location.hash.includes("code=")) location.reload();
  });
  const told = new URLSearchParams(location.hash.slice(1));
  return { code: told.get("code") ?? "", email: told.get("adresse") ?? "" };
}
