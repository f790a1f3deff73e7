// @ts-check
// row: one quantity at the current token: its title, the selected unit's value, a bar for each unit.

/** @import { Palette } from "../base/colour.js" */
/** @import { Tip } from "../base/maps.js" */
/** @import { Scene } from "../base/payload.js" */
/** @import { Quantity } from "../base/types.d.ts" */
/** @import { Axis } from "./axis.js" */

import { css } from "../base/colour.js";
import { decimals, element, fill, isolated, shape, shareOf, write } from "../base/elements.js";
import { columnAt } from "../base/maps.js";
import { writeSymbol } from "../base/symbols.js";
import { axisOf, tickText } from "./axis.js";
import { ACROSS, barOf, DOWN, outline, shareDown } from "./bars.js";

export const PALE = 0.45; // the opacity of the bars of all other units

/** @typedef {{ step: number, unit: number }} At */
/**
 * @typedef {object} Given
 * @property {Scene} scene
 * @property {Palette} palette
 * @property {Tip} tip
 * @property {(unit: number) => void} pick
 */
/**
 * @typedef {object} Row
 * @property {HTMLElement} root
 * @property {(at: At) => void} show
 * @property {Quantity} quantity
 * @property {string} colour
 * @property {Axis} axis
 */

/** @type {(axis: Axis) => HTMLElement} */
function makeAxis(axis) {
  const labels = axis.ticks.map((tick) => {
    const label = element("span", {}, tickText(tick));
    label.style.top = shareOf(shareDown(tick, axis), 1);
    return label;
  });
  return element("div", { class: "ts-axis", "aria-hidden": "true" }, ...labels);
}

/** @type {(axis: Axis, units: number) => SVGElement} */
function makeLines(axis, units) {
  const lines = axis.ticks.map((tick) => {
    const y = DOWN * shareDown(tick, axis);
    return shape("path", { d: `M0 ${y}H${ACROSS * units}`, class: tick ? "ts-line" : "ts-zero" });
  });
  return shape("g", {}, ...lines);
}

/** @type {(quantity: Quantity, colour: string) => { node: HTMLElement, value: HTMLElement }} */
function makeTitle({ name, symbol, title, meaning }, colour) {
  const value = element("span", { class: "gs-value", "data-testid": `step-value-${name}` });
  const heading = element("h3", { title: meaning }, writeSymbol(symbol), " ", title);
  heading.style.color = colour;
  return { node: element("header", {}, heading, value), value };
}

// The picture of the bars: those of all units pale, that of the selected one solid.
/** @type {(colour: string, axis: Axis, units: number) => Record<"svg" | "all" | "one", SVGElement>} */
function makeBars(colour, axis, units) {
  const all = shape("path", { fill: colour, "fill-opacity": PALE });
  const one = shape("path", { fill: colour, stroke: colour, class: "ts-one" });
  const frame = { viewBox: `0 0 ${ACROSS * units} ${DOWN}`, preserveAspectRatio: "none" };
  const svg = shape("svg", { ...frame, role: "img" }, makeLines(axis, units), all, one);
  return { svg, all, one };
}

/** @type {(quantity: Quantity, given: Given) => Row} */
export function makeRow(quantity, { scene, palette, tip, pick }) {
  const { name } = quantity;
  const { units, words } = scene;
  const axis = axisOf(scene, quantity);
  const colour = css(palette.ownColour(name));
  const { svg, all, one } = makeBars(colour, axis, units);
  const { node, value } = makeTitle(quantity, colour);
  const plot = element("div", { class: "ts-plot", "data-testid": `step-bars-${name}` }, svg);
  /** @type {number | null} */
  let under = null; // the unit under the pointer
  let now = 0;
  /** @type {(event: MouseEvent) => number} */
  const unitAt = (event) => columnAt(event, plot, units);
  plot.addEventListener("click", (event) => pick(unitAt(event)));
  plot.addEventListener("pointerleave", () => { under = null; });
  tip.follow(plot, (event) => {
    under = unitAt(event);
    tip.say(scene, name, now, under);
  });
  /** @type {(at: At) => void} */
  const show = ({ step, unit }) => {
    now = step;
    const exact = scene.value(name, step, unit);
    const { x, y, width, height } = barOf(exact, unit, units, axis);
    all.setAttribute("d", outline(scene.row(name, step), axis));
    one.setAttribute("d", `M${x} ${y}h${width}v${height}h${-width}Z`);
    write(value, decimals(exact, 4));
    value.setAttribute("data-value", String(exact));
    svg.setAttribute("aria-label", fill(words.bars_row, {
      quantity: quantity.title,
      step: step + 1,
      token: isolated(scene.tokens[step].label),
      unit,
      value: decimals(exact, 4),
    }));
    if (under !== null) tip.say(scene, name, step, under);
  };
  const root = element("section", { class: "ts-row" }, node, makeAxis(axis), plot);
  return { root, show, quantity, colour, axis };
}
