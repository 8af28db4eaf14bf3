/** What a cell can become by a click, and under which name it is kept. */

/** A slot: one service, one day, one child. */
export const keyOf = ({ child, service, date }) => `${date} ${service} ${child}`;

/** State → the state a click asks for, and the line it puts in the basket (null: the line leaves it). Other states are not clicked. */
const CLICKS = {
  bookable: { state: "in_basket", action: "reserve" },
  in_basket: { state: "bookable", action: null },
  validated: { state: "cancel_in_basket", action: "cancel" },
  cancel_in_basket: { state: "validated", action: null },
  requested: { state: "cancel_in_basket", action: "cancel" },
  cancel_requested: { state: "in_basket", action: "reserve" },
};

export const clickOn = (state) => CLICKS[state];

/** The child comes, as far as the parent's own clicks go. */
export const isComing = (state) => ["in_basket", "validated", "requested"].includes(state);
