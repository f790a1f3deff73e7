// @ts-check
// more: says at both ends of a row that scrolls how much of it is out of sight, and leads there.

import { element, write } from "./elements.js";

/** @typedef {"left" | "right"} Side */

const SLACK = 2; // px that an edge may be off

/** @type {(scroller: HTMLElement) => { left: number, right: number }} */
function hiddenPixels({ scrollLeft, scrollWidth, clientWidth }) {
  return { left: scrollLeft, right: scrollWidth - clientWidth - scrollLeft };
}

/** @type {(side: Side, scroller: HTMLElement) => HTMLElement} */
function makeSign(side, scroller) {
  const sign = element("button", { type: "button", class: `gs-more gs-more-${side}`, hidden: "" });
  sign.tabIndex = -1; // by keyboard, the row follows what has the focus
  sign.ariaHidden = "true";
  const way = side === "left" ? -0.8 : 0.8;
  sign.addEventListener("click", () => scroller.scrollBy({ left: way * scroller.clientWidth }));
  return sign;
}

// A row in a frame with both signs. `countOf` says how many things a number of pixels at an end
// hides, those in part among them.
/** @type {(scroller: HTMLElement, countOf: (side: Side, pixels: number) => number) => HTMLElement} */
export function frameRow(scroller, countOf) {
  const left = makeSign("left", scroller);
  const right = makeSign("right", scroller);
  const root = element("div", { class: "gs-more-frame" }, scroller, left, right);
  const sides = /** @type {[Side, HTMLElement][]} */ ([["left", left], ["right", right]]);
  const update = () => {
    const hidden = hiddenPixels(scroller);
    const counts = sides.map(([side]) => (hidden[side] > SLACK ? countOf(side, hidden[side]) : 0));
    sides.forEach(([side, sign], index) => { // written once all is read, or it would be laid out anew
      sign.hidden = hidden[side] <= SLACK;
      if (!sign.hidden) write(sign, side === "left" ? `← ${counts[index]}` : `${counts[index]} →`);
    });
  };
  scroller.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(scroller);
  return root;
}
