// @ts-check
// cells: the unrolled cell, once on top of each token, and the arrows on which its state travels on.

/** @import { Context, View } from "../base/types.d.ts" */
/** @import { Carried, States } from "./states.js" */

import { decimals, element, write } from "../base/elements.js";
import { makePen } from "../base/wires.js";
import { carriedBy } from "./states.js";
import { saidBriefly } from "./said.js";
import { makeStrips } from "./strips.js";

/**
 * @typedef {object} Cell
 * @property {HTMLElement} root
 * @property {(states: States) => void} fill with what is the same for every unit
 * @property {(states: States, unit: number) => void} show
 */

/** @type {(step: number, carried: Carried[], strips: HTMLElement[], context: Context) => Cell} */
function makeCell(step, carried, strips, { scene, palette }) {
  const pen = makePen(palette);
  const said = element("bdi", { class: "gs-cell-said" });
  const w = element("i", {}, "W");
  const box = element("span", { class: "gs-cell-box" }, ...strips, w);
  const arrows = carried.map(({ name }) => {
    const number = element("b", {});
    const line = element("span", { class: "gs-cell-line" });
    const root = element("span", { class: "gs-cell-carry" }, number, line);
    return { name, number, root };
  });
  const body = element("span", { class: "gs-cell-body" },
    element("span", { class: "gs-cell-carries" }, ...arrows.map(({ root }) => root)), box);
  const [out, into] = ["gs-cell-out", "gs-cell-in"].map((name) => element("span", { class: name }));
  const root = element("span", { class: "gs-cell", "aria-hidden": "true" }, said, out, body, into);
  /** @type {Cell["fill"]} */
  const fill = (states) => write(said, saidBriefly(scene, states.said(step)));
  /** @type {Cell["show"]} */
  const show = (states, unit) => {
    for (const arrow of arrows) {
      const value = states.before(arrow.name, step, unit);
      const { colour, strength } = pen(value);
      write(arrow.number, decimals(value));
      arrow.root.style.setProperty("--wire", colour);
      arrow.root.style.setProperty("--thick", `${1.5 + 3.5 * strength}px`);
    }
  };
  return { root, fill, show };
}

// The cells are made once they are first shown. A step then touches only those that it uncovers: the
// style sheet lights the cell of the current token.
/** @type {(context: Context, tokens: HTMLElement[], row: HTMLElement) => { show: (view: View, states: States) => void }} */
export function makeCells(context, tokens, row) {
  const { scene, palette } = context;
  const carried = carriedBy(scene);
  const strips = carried.map(({ name }) => makeStrips(name, scene, palette, row));
  const cells = tokens.map((token, step) => {
    const cell = makeCell(step, carried, strips.map(({ nodes }) => nodes[step]), context);
    token.prepend(cell.root);
    token.classList.toggle("gs-token-first", step === 0);
    token.classList.toggle("gs-token-last", step === tokens.length - 1);
    return cell;
  });
  /** @type {{ states: States | null, unit: number, seen: number, saidUpTo: number }} */
  let shown = { states: null, unit: -1, seen: tokens.length - 1, saidUpTo: tokens.length - 1 };
  /** @type {(name: string, before: number, now: number) => void} */
  const cover = (name, before, now) => {
    for (let step = Math.min(before, now) + 1; step <= Math.max(before, now); step += 1)
      cells[step].root.classList.toggle(name, step > now);
  };
  return {
    show: ({ unit, seen, opinionSeen: saidUpTo }, states) => {
      if (states !== shown.states) {
        cells.forEach((cell) => cell.fill(states));
        strips.forEach((strip) => strip.paint(states));
      }
      if (states !== shown.states || unit !== shown.unit)
        cells.forEach((cell) => cell.show(states, unit));
      cover("gs-cell-unseen", shown.seen, seen);
      cover("gs-cell-unsaid", shown.saidUpTo, saidUpTo);
      shown = { states, unit, seen, saidUpTo };
    },
  };
}
