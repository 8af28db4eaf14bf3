/** Ids made on the device: 26 characters that sort by the time they were made, as those of the server. */

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const OF_TIME = 10;
const OF_CHANCE = 16;

/** `at`: milliseconds since 1970. */
export function newId(at, chance = crypto.getRandomValues(new Uint8Array(OF_CHANCE))) {
  let [left, time] = [at, ""];
  for (let place = 0; place < OF_TIME; place += 1) {
    time = LETTERS[left % 32] + time;
    left = Math.floor(left / 32);
  }
  return time + Array.from(chance, (number) => LETTERS[number % 32]).join("");
}
