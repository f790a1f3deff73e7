// @ts-check
// derivatives: how steep σ and tanh are at this step, with numbers; shown on demand.

/** @import { Scene } from "../base/payload.js" */
/** @import { Quantity, SteppingActions, View, Words } from "../base/types.d.ts" */
/** @import { Line } from "./calculation.js" */

import { element } from "../base/elements.js";
import { SIGNS, writeSymbols } from "../base/symbols.js";
import { makeEqual, makeNumber, together, writing } from "./calculation.js";
import { derivativeOf } from "./cell_calculations.js";

const SLOPE_DIGITS = 3; // σ′ is a quarter at most

// σ′ = f_t(1 − f_t) = 0.822 · (1 − 0.822) = 0.146, or tanh′ = 1 − g_t² = 1 − (0.93)² = 0.135
/** @type {(scene: Scene, quantity: Quantity) => (Line & { squash: string }) | null} */
export function derivativeLine(scene, quantity) {
  const derivative = derivativeOf(scene, quantity);
  if (!derivative) return null;
  const { squash, of, calculation } = derivative;
  const isSigma = squash === "\\sigma";
  const boxes = calculation.stages[0].map(() => makeNumber());
  const [equal, result] = [makeEqual(), makeNumber("gs-result")];
  const symbol = () => writeSymbols(of);
  const rule = isSigma
    ? [symbol(), " (1 − ", symbol(), ")"]
    : ["1 − ", symbol(), element("sup", {}, "2")];
  const numbers = isSigma
    ? [boxes[0].root, " · (1 − ", boxes[1].root, ")"]
    : ["1 − (", boxes[0].root, ")", element("sup", {}, "2")];
  const line = element("span", { class: "gs-numbers" });
  line.append(
    together(element("span", { class: "gs-rule" }, `${SIGNS[squash]}′ = `, ...rule)),
    " ", together("= ", ...numbers), " ", together(equal.root, " ", result.root),
  );
  const step = writing(calculation, [boxes, [result]], [equal], scene, SLOPE_DIGITS);
  return { line, step, squash };
}

// The switch; it names what there is to differentiate in the cell.
/** @type {(squashes: string[], words: Words, actions: SteppingActions) => { root: HTMLElement, show: (view: View) => void }} */
export function makeDerivativesSwitch(squashes, words, actions) {
  const root = element("button", {
    type: "button",
    class: "gs-button gs-derivatives",
    title: words.derivatives_help,
    "data-testid": "gs-derivatives",
  });
  const signs = squashes.map((squash) => `${SIGNS[squash]}′`).join(", ");
  root.append(signs);
  root.setAttribute("aria-label", `${signs}: ${words.derivatives_help}`);
  let shown = false;
  root.addEventListener("click", () => actions.set({ derivatives: !shown }));
  /** @type {(view: View) => void} */
  const show = ({ derivatives }) => {
    shown = derivatives;
    root.setAttribute("aria-pressed", String(derivatives));
  };
  return { root, show };
}
