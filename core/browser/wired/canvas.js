// @ts-check
// canvas: the place of the drawing: as wide as there is room, and around the reader's step.

/** @import { Drawing, Means } from "./drawing.js" */

import { element, fill, write } from "../base/elements.js";
import { draw } from "./drawing.js";
import { layOut, windowOf } from "./layout.js";

/**
 * @typedef {object} Canvas
 * @property {HTMLElement} root
 * @property {HTMLElement} range says which steps are drawn, where not all are
 * @property {() => number} width that there is for the drawing
 * @property {(step: number, lit: ReadonlySet<string>) => void} show
 */

/** @type {(means: Means, came: ReadonlySet<string>) => Canvas} */
export function makeCanvas(means, came) {
  const { model } = means;
  const root = element("div", { class: "wd-drawing", "data-testid": "wired-drawing" });
  const range = element("p", { class: "gs-aside", "data-testid": "wired-window" });
  const width = () => Math.floor(root.clientWidth);
  /** @type {{ key: string, drawing: Drawing } | undefined} */
  let drawn;
  /** @type {number | undefined} */
  let first;
  /** @type {Canvas["show"]} */
  const show = (step, lit) => {
    const room = width();
    const span = windowOf(model, room, step, first);
    ({ first } = span);
    const key = [room, span.first, span.count].join(" ");
    if (key !== drawn?.key) {
      drawn = { key, drawing: draw(layOut(model, room, span), came, means) };
      root.replaceChildren(drawn.drawing.root);
    }
    drawn.drawing.show(step, lit);
    const all = span.count === model.length;
    const ends = { first: span.first + 1, last: span.first + span.count, length: model.length };
    write(range, all ? "" : fill(model.words.window, ends));
  };
  return { root, range, width, show };
}
