// @ts-check
// head: the unit, its colours, and where it is on; below the text, the current token.

/** @import { Panel } from "../../../core/browser/base/types.d.ts" */
/** @import { PassageContext, PassageText, PassageView } from "./passage.js" */
/** @import { Column, Units } from "./units.js" */

import { css } from "../../../core/browser/base/colour.js";
import { decimals, element, fill, grouped, write } from "../../../core/browser/base/elements.js";
import { makeLegend } from "../../../core/browser/base/maps.js";
import { writeSymbol } from "../../../core/browser/base/symbols.js";
import { makeButton, makeUnitField } from "../../../core/browser/base/transport.js";
import { countOn, isOn } from "./units.js";

/** @type {(context: PassageContext) => Panel<PassageView>} */
export function makeHead({ scene: text, units, palette, actions }) {
  const { words } = text;
  const { quantity, threshold, length } = units;
  const before = makeButton("up", words.unit_before, () => actions.step(-1));
  const after = makeButton("down", words.unit_after, () => actions.step(1));
  const field = makeUnitField({ scene: text, actions });
  const swatch = element("span", { class: "gs-swatch" });
  swatch.style.background = css(palette.ownColour(quantity.name));
  const name = element("span", { class: "gs-name" }, quantity.title);
  const title = element("span", { class: "gp-quantity", title: quantity.meaning });
  title.append(swatch, writeSymbol(quantity.symbol), name);
  const legend = makeLegend(palette.scale(quantity.name));
  const note = element("span", { class: "gp-on-note" });
  note.append(element("span", { class: "gp-on-sign", "aria-hidden": "true" }, "ab"), " ");
  note.append(fill(words.on_from, { threshold: decimals(threshold) }));
  const count = element("span", { class: "gp-count", "data-testid": "gp-count" });
  const choose = element("div", { class: "gs-keys" }, before, field.node, after);
  const about = element("div", { class: "gp-about" }, title, legend, note, count);
  /** @type {(view: PassageView) => void} */
  const show = ({ unit, column }) => {
    field.show(unit);
    before.ariaDisabled = String(unit === 0);
    after.ariaDisabled = String(unit === text.units - 1);
    const on = column && { count: grouped(countOn(column)), length: grouped(length) };
    write(count, on ? fill(words.on_count, on) : fill(words.waiting, { unit }));
  };
  return { root: element("div", { class: "gp-head" }, choose, about), show };
}

/** @type {(context: PassageContext) => Panel<PassageView>} */
export function makeFoot({ scene: text, units, actions }) {
  const { words } = text;
  const position = element("span", { class: "gs-position", "data-testid": "gs-position" });
  const token = element("bdi", { class: "gp-current" });
  const value = element("span", { class: "gp-value", "data-testid": "gp-value" });
  const marked = element("span", { class: "gp-marked", "data-testid": "gp-marked" });
  const mark = element("button", { type: "button", class: "gs-button", title: words.mark_help });
  mark.append(words.mark);
  mark.dataset.testid = "gp-mark";
  mark.addEventListener("click", () => actions.mark());
  const clear = element("button", { type: "button", class: "gs-button" }, words.clear);
  clear.dataset.testid = "gp-clear";
  clear.addEventListener("click", () => actions.clear());
  const keys = element("span", { class: "gs-aside gp-keys" }, words.keys);
  const where = element("bdi", { class: "gs-aside gp-where", "data-testid": "gp-where" });
  const line = element("div", { class: "gp-line" }, position, token, value, where);
  const marks = element("div", { class: "gp-marks" }, mark, clear, marked, keys);
  /** @type {(view: PassageView) => void} */
  const show = (view) => {
    const { step, unit, column, marks: span } = view;
    const at = { position: grouped(text.first + step + 1), total: grouped(text.total) };
    write(position, fill(words.position, at));
    position.dataset.position = String(text.first + step);
    write(token, text.labels[step]);
    write(where, titleOf(step, text));
    write(value, column ? valueWords(units, column, step, text) : fill(words.waiting, { unit }));
    value.dataset.value = column ? String(units.value(column, step)) : "";
    mark.ariaPressed = String(view.marking);
    clear.hidden = marked.hidden = !span;
    write(marked, span ? markedWords(span, text) : "");
  };
  return { root: element("div", { class: "gp-foot" }, line, marks), show };
}

// The title of the document that a token is in.
/** @type {(step: number, text: PassageText) => string} */
function titleOf(step, { titles }) {
  const begins = Object.keys(titles).map(Number);
  return titles[Math.max(...begins.filter((begin) => begin <= step))];
}

/** @type {(units: Units, column: Column, step: number, text: PassageText) => string} */
function valueWords(units, column, step, { words, unknown }) {
  const { quantity } = units;
  const values = { quantity: quantity.title, value: units.written(column, step) };
  const state = isOn(column, step) ? words.on : words.off;
  const known = unknown.has(step) ? ` · ${words.unknown}` : "";
  return `${fill(words.value, values)} · ${state}${known}`;
}

/** @type {(span: [start: number, stop: number], text: PassageText) => string} */
export function markedWords([start, stop], { words, most_marked: most }) {
  const count = stop - start;
  const values = { count, start: grouped(start + 1), stop: grouped(stop) };
  return fill(count === most ? words.marked_most : words.marked, values);
}
