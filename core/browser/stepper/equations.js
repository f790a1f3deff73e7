// @ts-check
// equations: a cell's equations with symbols, and again with this step's numbers.

/** @import { Scene } from "../base/payload.js" */
/** @import { Context, Panel, Quantity, View, Words } from "../base/types.d.ts" */

import { css } from "../base/colour.js";
import { decimals, element, fill, write } from "../base/elements.js";
import { isSymbol, pieces, SIGNS, writeSymbol, writeSymbols } from "../base/symbols.js";

// A number keeps its width whatever its value, so that nothing moves while stepping; only what
// can be negative keeps room for a sign.
/**
 * @param {Quantity} [quantity]
 * @param {string} [className]
 */
function numberBox(quantity, className = "") {
  const unsigned = quantity?.bounds?.[0] === 0;
  const box = element("span", { class: `${unsigned ? "gs-size" : "gs-number"} ${className}` });
  return { box, show: (/** @type {number} */ value) => write(box, decimals(value)) };
}

/** @type {(...nodes: (Node | string)[]) => HTMLElement} */
const together = (...nodes) => element("span", { class: "gs-together" }, ...nodes);

// A later term: its sign stands apart as an operator.
/** @param {string} word */
function signedTerm(word) {
  const sign = element("span", { class: "gs-sign" });
  const size = element("span", { class: "gs-size" });
  const root = together(sign, size, element("small", {}, word));
  /** @type {(value: number) => void} */
  const show = (value) => {
    const text = decimals(value);
    write(sign, text.startsWith("−") ? "−" : "+");
    write(size, text.replace("−", ""));
  };
  return { root, show };
}

/** @typedef {(t: number, unit: number) => number} NumberAt */
/** @typedef {{ line: HTMLElement, step: (t: number, unit: number) => void }} Line */

// f_t = σ(0.82 from x − 0.31 from h + 1.00 bias) = σ(1.51) = 0.82
/** @type {(scene: Scene, quantity: Quantity, words: Words) => Line} */
function squashedLine(scene, quantity, words) {
  const squash = SIGNS[pieces(quantity.equation)[0]];
  const throughReset = quantity.equation.includes("\\odot") ? words.from_h_reset : words.from_h;
  const first = numberBox();
  const second = signedTerm(throughReset);
  const third = signedTerm(words.bias);
  const sum = numberBox();
  const result = numberBox(quantity, "gs-result");
  const start = together(`= ${squash}(`, first.box, element("small", {}, words.from_x));
  third.root.append(")");
  const end = together(`= ${squash}(`, sum.box, ") = ", result.box);
  const line = element("span", { class: "gs-numbers" }, start, second.root, third.root, " ", end);
  /** @type {Line["step"]} */
  const step = (t, unit) => {
    const parts = scene.parts(quantity.name, t, unit);
    first.show(parts.fromX);
    second.show(parts.fromH);
    third.show(parts.bias);
    sum.show(parts.sum);
    result.show(scene.value(quantity.name, t, unit));
  };
  return { line, step };
}

// Where a symbol's number comes from: this step's column, or the one before.
/** @type {(scene: Scene, symbol: string) => [Quantity, NumberAt]} */
function lookUp(scene, symbol) {
  const now = scene.quantities.find((quantity) => quantity.symbol === symbol);
  if (now) return [now, (t, unit) => scene.value(now.name, t, unit)];
  const [earlier] = scene.quantities.filter((q) => q.symbol.replace(/_t$/, "_{t-1}") === symbol);
  return [earlier, (t, unit) => scene.before(earlier.name, t, unit)];
}

// c_t = 0.82 · 0.40 + 0.31 · 0.55 = 0.50
/** @type {(scene: Scene, quantity: Quantity) => Line} */
function elementwiseLine(scene, quantity) {
  /** @type {Line["step"][]} */
  const boxes = [];
  const line = element("span", { class: "gs-numbers" }, "= ");
  for (const piece of pieces(quantity.equation)) {
    if (isSymbol(piece)) {
      const [source, number] = lookUp(scene, piece);
      const { box, show } = numberBox(source);
      boxes.push((t, unit) => show(number(t, unit)));
      line.append(box);
    } else {
      const sign = piece === "\\odot" ? "·" : (SIGNS[piece] ?? piece);
      line.append(/[·+−]/.test(sign) ? ` ${sign} ` : sign);
    }
  }
  const result = numberBox(quantity, "gs-result");
  line.append(" ", together("= ", result.box));
  /** @type {Line["step"]} */
  const step = (t, unit) => {
    boxes.forEach((show) => show(t, unit));
    result.show(scene.value(quantity.name, t, unit));
  };
  return { line, step };
}

/** @type {(context: Context) => Panel} */
export function makeEquations({ scene, palette }) {
  const { words } = scene;
  const title = element("h3", {}, words.equations);
  const list = element("dl", { class: "gs-equations", "data-testid": "gs-equations" });
  const steps = scene.quantities.map((quantity) => {
    const squashed = scene.isSquashed(quantity.name);
    const { line, step } = (squashed ? squashedLine : elementwiseLine)(scene, quantity, words);
    const swatch = element("span", { class: "gs-swatch" });
    swatch.style.background = css(palette.ownColour(quantity.name));
    const symbols = element(
      "dt",
      { title: quantity.meaning },
      swatch,
      writeSymbol(quantity.symbol),
    );
    symbols.append(element("span", { class: "gs-rule" }, " = ", writeSymbols(quantity.equation)));
    const row = element("div", squashed ? { class: "gs-squashed" } : {});
    row.append(symbols, " ", element("dd", {}, line));
    list.append(row);
    return step;
  });
  const unitName = element("span", { class: "gs-aside" });
  title.append(" ", unitName);
  const root = element("section", { class: "gs-card gs-equation-card" }, title, list);
  /** @type {(view: View) => void} */
  const show = ({ step, unit }) => {
    write(unitName, fill(words.unit_named, { unit }));
    steps.forEach((numbers) => numbers(step, unit));
  };
  return { root, show };
}
