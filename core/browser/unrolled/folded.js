// @ts-check
// folded: the cell once, and its state coming back to it, with the numbers of the current step.

/** @import { Context, View } from "../base/types.d.ts" */
/** @import { Carried, States } from "./states.js" */

import { decimals, ems, isolated, shape, write } from "../base/elements.js";
import { writeSvgSymbols } from "../base/symbols.js";
import { makePen } from "../base/wires.js";
import { saidBriefly } from "./said.js";
import { carriedBy } from "./states.js";

const [ACROSS, DOWN, CENTRE] = [376, 152, 78];
const FOLDED = { x: 34, y: 46, width: 88, height: 56 };
const MIDDLE = FOLDED.y + FOLDED.height / 2;
const [RIGHT, BOTTOM] = [FOLDED.x + FOLDED.width, FOLDED.y + FOLDED.height];
const WIDEST = 8; // ems of a token that stand below the cell in full size

// An arrowhead at the end of a line, pointing up or to the left.
/** @type {(x: number, y: number, way: "up" | "left") => SVGElement} */
const arrowhead = (x, y, way) =>
  shape("path", {
    d: way === "up" ? `M${x - 6} ${y + 9} L${x} ${y} L${x + 6} ${y + 9} Z` : `M${x + 9} ${y - 6} L${x} ${y} L${x + 9} ${y + 6} Z`,
    class: "gs-fold-head",
  });

// What stands beside an arrow into the cell or out of it.
/** @type {(latex: string, y: number) => SVGElement} */
function besideArrow(latex, y) {
  const text = shape("text", { x: CENTRE + 12, y, class: "gs-fold-name" });
  writeSvgSymbols(text, latex);
  return text;
}

/** @typedef {{ nodes: SVGElement[], show: (states: States, step: number, unit: number) => void }} Loop */

// Out of the cell on its right and back into it; the cell state runs around the hidden state.
/** @type {(carried: Carried, place: number, count: number, context: Context) => Loop} */
function makeLoop({ name, symbol }, place, count, { palette }) {
  const pen = makePen(palette);
  const reach = count - 1 - place ? 20 : 10;
  const end = RIGHT + (count - 1 - place ? 52 : 32);
  const [top, low] = [MIDDLE - reach, MIDDLE + reach];
  const path = `M${RIGHT} ${low} H${end - 8} Q${end} ${low} ${end} ${low - 8} V${top + 8} Q${end} ${top} ${end - 8} ${top} H${RIGHT + 9}`;
  const line = shape("path", { d: path, class: "gs-wire", fill: "none" });
  const y = MIDDLE + (count > 1 ? 30 * place - 9 : 6);
  const text = shape("text", { x: RIGHT + 64, y });
  const [before, now] = ["", ""].map(() => shape("tspan", { class: "gs-tag-number" }));
  writeSvgSymbols(text, symbol.replace("_t", "_{t-1}"));
  text.append(before);
  const next = shape("tspan", {}, "  →  ");
  text.append(next);
  writeSvgSymbols(text, symbol);
  text.append(now);
  return {
    nodes: [line, arrowhead(RIGHT, top, "left"), text],
    show: (states, step, unit) => {
      const value = states.row(name, step)[unit];
      const { colour, strength } = pen(value);
      line.style.stroke = colour;
      line.style.strokeWidth = String(1.5 + 4 * strength);
      write(before, ` ${decimals(states.before(name, step, unit))}`);
      write(now, ` ${decimals(value)}`);
    },
  };
}

/** @type {(context: Context) => { root: SVGElement, show: (view: View, states: States) => void }} */
export function makeFolded(context) {
  const { scene } = context;
  const carried = carriedBy(scene);
  const loops = carried.map((each, place) => makeLoop(each, place, carried.length, context));
  const token = shape("text", { x: CENTRE, y: DOWN - 6, "text-anchor": "middle", class: "gs-fold-token" });
  const said = shape("text", { x: CENTRE, y: 18, "text-anchor": "middle", class: "gs-fold-said" });
  const out = shape("g", { class: "gs-fold-out" },
    shape("path", { d: `M${CENTRE} ${FOLDED.y} V30`, class: "gs-bus" }), arrowhead(CENTRE, 24, "up"), besideArrow("y_t", 40), said);
  const into = shape("g", { class: "gs-fold-in" },
    shape("path", { d: `M${CENTRE} ${DOWN - 24} V${BOTTOM + 8}`, class: "gs-bus" }),
    arrowhead(CENTRE, BOTTOM, "up"), besideArrow("x_t", BOTTOM + 20), token);
  const box = shape("g", { class: "gs-fold-box" }, shape("rect", { ...FOLDED, rx: 10 }),
    shape("text", { x: CENTRE, y: MIDDLE + 8, "text-anchor": "middle", class: "gs-fold-w" }, "W"));
  const root = shape("svg", { viewBox: `0 0 ${ACROSS} ${DOWN}`, class: "gs-fold", "aria-hidden": "true" });
  root.dataset.testid = "gs-folded";
  root.append(out, into, ...loops.flatMap(({ nodes }) => nodes), box);
  return {
    root,
    show: ({ step, unit, opinionSeen }, states) => {
      const label = scene.tokens[step].label;
      write(token, isolated(label));
      token.style.setProperty("--fit", String(Math.min(1, WIDEST / ems(label))));
      write(said, step <= opinionSeen ? saidBriefly(scene, states.said(step)) : "");
      root.classList.toggle("gs-fold-first", step === 0);
      root.classList.toggle("gs-fold-last", step === scene.length - 1);
      for (const loop of loops) loop.show(states, step, unit);
    },
  };
}
