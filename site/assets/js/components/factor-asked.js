/** What the town hall's screens do where the second factor is missing: sign in with it, or ask for it in place and go on. */
import { met } from "../base/api.js";

met.second_factor_required = met.unauthenticated;
met.fresh_factor_required = async (_, refusal, again) => {
  const { askFactorFor } = await import("./fresh-factor.js");
  return askFactorFor(refusal, again);
};
