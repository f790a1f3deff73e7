// @ts-check
// entropy: how undecided the network was before each token, as a line under the text.

/** @import { Choices } from "./choices.js" */
/** @import { PanelView } from "./view.js" */

import { makeCurves } from "../base/curve.js";
import { decimals, element, fill, shape, write } from "../base/elements.js";
import { columnAt } from "../base/maps.js";

/** @type {(choices: Choices, go: (step: number) => void) => { root: HTMLElement, show: (view: PanelView) => void }} */
export function makeEntropy(choices, go) {
  const { words, length, most } = choices;
  const heights = Array.from({ length }, (_, step) => (most ? choices.entropy(step) / most : 0));
  const { plot, show: showCurve } = makeCurves([heights], shape("g"));
  const name = element("p", { class: "gs-aside", "data-testid": "gc-entropy" });
  let last = length - 1;
  plot.addEventListener("click", (event) => {
    const step = columnAt(event, plot, length);
    if (step <= last) go(step);
  });
  /** @type {(view: PanelView) => void} */
  const show = (view) => {
    last = view.last;
    const known = view.isThere && view.bars;
    const value = known ? choices.entropy(view.position) : null;
    const all = { value: value === null ? "" : decimals(value), most: decimals(most) };
    write(name, fill(value === null ? words.entropy_most : words.entropy, all));
    name.dataset.value = String(value ?? "");
    showCurve(Math.min(view.position, length - 1), last, known);
  };
  return { root: element("div", { class: "gc-entropy" }, name, plot), show };
}
