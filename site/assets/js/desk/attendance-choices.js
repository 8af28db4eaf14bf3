/** What hours written by hand mean. Pure. */

/** `[kind, details]` of each hour that is not what the row says already; an hour taken out says that the child has not come, or not gone. */
export function newlySaid({ arrived, left, presence }, arrivedNow, leftNow) {
  const said = [];
  if (arrivedNow && (arrivedNow !== arrived || (presence === "left" && !leftNow)))
    said.push(["arrived", { hour: arrivedNow }]);
  if (leftNow && (leftNow !== left || said.length)) said.push(["left", { hour: leftNow }]);
  return said;
}
