// @ts-check
// unrolled: the cell above the tokens: closed to one small button, folded, or once for each token.

/** @import { Context, Kind, Panel, UnrolledState, View } from "../base/types.d.ts" */
/** @import { Ribbon } from "../base/ribbon.js" */
/** @import { Weights } from "./handed_weights.js" */
/** @import { States } from "./states.js" */
/** @import { Choose } from "./switches.js" */

import { element, shape } from "../base/elements.js";
import { writeSymbol } from "../base/symbols.js";
import { makeCells } from "./cells.js";
import { makeFolded } from "./folded.js";
import { takeWeights } from "./handed_weights.js";
import { makeHeatmaps } from "./heatmaps.js";
import { carriedBy, runningStates, statesAlone } from "./states.js";
import { makeSwitches } from "./switches.js";

const WEIGHTY = ".gs-cell-box, .gs-fold-box, .gs-weights, [data-testid=gs-pin-weights]";

// A cell whose state comes back to it, as small as a button.
/** @type {(label: string, press: () => void) => HTMLButtonElement} */
function makeOpener(label, press) {
  const icon = shape("svg", { viewBox: "0 0 30 30", class: "gs-unrolled-icon", "aria-hidden": "true" },
    shape("path", { d: "M10.5 9V2M10.5 28v-7M8 4.5 10.5 1.5 13 4.5M8 24.5 10.5 21.5 13 24.5" }),
    shape("path", { d: "M18 18h6q3 0 3-3t-3-3h-5M21.5 9.5 19 12l2.500 2.500" }),
    shape("rect", { x: 3, y: 9, width: 15, height: 12, rx: 3 }));
  const button = element("button", { type: "button", class: "gs-button gs-unrolled-open", title: label, "aria-label": label });
  button.dataset.testid = "gs-open-unrolled";
  button.append(icon);
  button.addEventListener("click", press);
  return button;
}

// What stands at the left of the cells: the names of their rows.
/** @param {Context} context */
function makeRowNames({ scene }) {
  const carried = carriedBy(scene).map(({ symbol }) => element("span", {}, writeSymbol(symbol.replace("_t", "_{t-1}"))));
  return element("div", { class: "gs-unrolled-names", "aria-hidden": "true" },
    element("span", { class: "gs-cell-said" }, writeSymbol("y_t")),
    element("span", { class: "gs-cell-body" }, ...carried),
    element("span", { class: "gs-unrolled-x" }, writeSymbol("x_t")));
}

/** @typedef {Panel & { leave: () => void }} UnrolledPanel */

/** @type {(context: Context, ribbon: Ribbon, choose: Choose, digest: () => string) => UnrolledPanel} */
export function makeUnrolled(context, ribbon, choose, digest) {
  const { scene } = context;
  const { words, trained, weights: id } = /** @type {NonNullable<typeof scene.unrolled>} */ (scene.unrolled);
  const running = runningStates(scene);
  /** @type {{ weights: Weights | null, alone: States | null, pinned: boolean, view: View | null, settings: string }} */
  const now = { weights: null, alone: null, pinned: false, view: null, settings: "" };
  /** @type {ReturnType<typeof makeCells> | null} */
  let cells = null;
  const heatmaps = makeHeatmaps(context);
  const folded = makeFolded(context);
  const pin = () => {
    now.pinned = !now.pinned;
    if (now.view) show(now.view);
  };
  // Who opens or closes it by a key goes on from the button that takes the place of that one.
  const switches = makeSwitches(scene, choose, pin, (byKey) => {
    if (byKey) opener.focus();
  });
  const opener = makeOpener(words.open, () => {
    const byKey = opener.matches(":focus");
    choose({ form: "unrolled" });
    if (byKey) switches.focus();
  });
  const stage = element("div", { class: "gs-folded" }, folded.root);
  const row = element("div", { class: "gs-unrolled-row" }, opener, makeRowNames(context), ribbon.root);
  const root = element("div", { class: "gs-unrolled", "data-testid": "gs-unrolled" });
  root.append(switches.root, stage, row, heatmaps.root);

  // All cells have the same weights: what lights one of them lights all.
  /** @type {(event: Event) => boolean} */
  const isOnWeights = ({ target }) => /** @type {Element} */ (target).closest(WEIGHTY) !== null;
  root.addEventListener("pointerover", (event) => root.classList.toggle("gs-lit", isOnWeights(event)));
  root.addEventListener("pointerleave", () => root.classList.remove("gs-lit"));

  const endTaking = takeWeights((weights) => {
    if (weights.id !== id) return;
    const { alone } = weights;
    now.alone = alone?.digest === digest() ? statesAlone(alone) : null;
    if (now.weights?.levels !== weights.levels) heatmaps.take(weights);
    now.weights = weights;
    if (now.view) show(now.view);
  });

  /** @param {View} view */
  function show(view) {
    now.view = view;
    /** @type {UnrolledState} */
    const state = view.unrolled ?? { form: "closed", kind: null };
    const { form } = state;
    const kind = state.kind ?? trained;
    const settings = `${form} ${kind} ${now.pinned}`;
    const changed = settings !== now.settings;
    now.settings = settings;
    if (changed) arrange(state, kind);
    if (form === "closed") return;
    heatmaps.show(view.unit);
    const states = kind === "one-to-many" ? now.alone : running;
    root.classList.toggle("gs-waiting", !states);
    if (states && form === "folded") folded.show(view, states);
    if (states && form === "unrolled") {
      cells ??= makeCells(context, ribbon.tokens, ribbon.root);
      cells.show(view, states);
    }
    if (changed) requestAnimationFrame(() => ribbon.keep(view.step));
  }

  // Done only where somebody has chosen something: a step would have every cell styled again.
  /** @type {(state: UnrolledState, kind: Kind) => void} */
  function arrange(state, kind) {
    const { form } = state;
    Object.assign(root.dataset, { form, kind });
    switches.show(state, kind, now.pinned);
    root.classList.toggle("gs-pinned", now.pinned || form === "folded");
    (form === "folded" ? stage : root).append(heatmaps.root);
  }
  return { root, show, leave: endTaking };
}
