/** Passkeys as the browser has them (WebAuthn level 2): asking for one, and having one made. */

/** Whether this browser knows passkeys. */
export const knowsPasskeys = () => Boolean(window.PublicKeyCredential && navigator.credentials);

/** Whether it can offer them in the list that a field opens (autocomplete="… webauthn"). */
export const offersInFields = async () =>
  (await window.PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) ?? false;

/**
 * What the server takes for a sign-in, from the passkey that the visitor chooses. `question`: of `POST /session/passkey/question`. Rejects with
 * the browser's own error where none is chosen.
 */
export async function askPasskey({ challenge, site, seconds }, options = {}) {
  const { id, response } = await navigator.credentials.get({
    publicKey: {
      challenge: bytesOf(challenge),
      rpId: site,
      timeout: seconds * 1000,
      userVerification: "required",
    },
    ...options,
  });
  return {
    id,
    client_data: textOf(response.clientDataJSON),
    authenticator_data: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    user_handle: textOf(response.userHandle),
  };
}

/** A new one, as the server takes it. `question`: of `POST /me/passkeys/question`. */
export async function makePasskey({ challenge, site, seconds, user_handle, email, name, known, algorithms }) {
  const { id, response } = await navigator.credentials.create({
    publicKey: {
      challenge: bytesOf(challenge),
      rp: { id: site, name: "Espace famille" },
      user: { id: bytesOf(user_handle), name: email, displayName: name },
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known.map((each) => ({ type: "public-key", id: bytesOf(each) })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
      timeout: seconds * 1000,
    },
  });
  return { id, client_data: textOf(response.clientDataJSON), attestation: textOf(response.attestationObject) };
}

function bytesOf(text) {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
