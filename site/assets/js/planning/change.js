/** One click for many days. */
import { post } from "../base/writes.js";

/** The API's `{added, already, closed_days, refused, basket, put, sentence}`. `how`: "ranges", "weeks", "changes". Throws Problem. */
export async function change({ store, settled }, how, asked) {
  await settled;
  const answer = await post(store.path("basket", how), asked);
  store.moved(answer.basket);
  store.read();
  return answer;
}
