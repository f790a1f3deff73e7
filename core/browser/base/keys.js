// @ts-check
// keys: what steps gets the keys once a text was entered, be it on screen by then or only later.

/** @typedef {() => void} Taker moves the focus to what steps */
/** @typedef {{ due: boolean, takers: Set<Taker> }} Keys */

// Each component has a copy of this file; what they share stands on the page itself.
/** @returns {Keys} */
function keys() {
  const page = /** @type {Record<symbol, Keys>} */ (/** @type {unknown} */ (globalThis));
  return (page[Symbol.for("gatescope.keys")] ??= { due: false, takers: new Set() });
}

// Gives the keys to what steps on this page, and to what takes its place, until they are kept. A
// touch screen has none to give: the focus would only close its keyboard.
export function handOver() {
  if (matchMedia("(pointer: coarse)").matches) return;
  keys().due = true;
  for (const take of keys().takers) take();
}

// Whoever clicks, tabs or types elsewhere wants the keys there.
export function keep() {
  keys().due = false;
}

export const areDue = () => keys().due;

// Has the taker called whenever the keys are handed over; returns what ends that.
/** @type {(taker: Taker) => () => void} */
export function wait(taker) {
  keys().takers.add(taker);
  return () => { keys().takers.delete(taker); };
}
