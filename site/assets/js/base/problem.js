/** What a screen shows when the server refuses, or when no answer of it came: always in French. */

/** A refusal: all that its document says. `message` is the French sentence to show, `field` the name of what to correct, `code` what a screen
 * decides on. */
export class Problem extends Error {
  constructor(answer) {
    super(answer.detail);
    Object.assign(this, { field: null }, answer, { name: "Problem" });
  }
}

/** No answer of the API: the network is gone, or what stands before the service gave that `status` instead. */
export const unreachable = (status = 0) =>
  new Problem({
    status,
    code: "unreachable",
    title: status ? "Service indisponible" : "Pas de connexion",
    detail: `Le service ne répond pas. ${status ? "Réessayez dans quelques minutes" : "Vérifiez votre connexion à Internet, puis réessayez"} : rien ne sera fait deux fois.`,
  });
