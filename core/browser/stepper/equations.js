// @ts-check
// equations: a cell's equations with symbols, and again with this step's numbers.

/** @import { Scene } from "../base/payload.js" */
/** @import { Context, Panel, Quantity, View, Words } from "../base/types.d.ts" */
/** @import { Line, NumberBox } from "./calculation.js" */

import { css } from "../base/colour.js";
import { element, fill, write } from "../base/elements.js";
import { isSymbol, pieces, SIGNS, writeSymbol, writeSymbols } from "../base/symbols.js";
import { calculationOf, partsOf, squashOf } from "./cell_calculations.js";
import { makeEqual, makeNumber, makeTerm, together, writing } from "./calculation.js";
import { derivativeLine, makeDerivativesSwitch } from "./derivatives.js";

// f_t = σ(0.82 from x − 0.31 from h + 1.00 bias) = σ(1.51) = 0.82, or a sum that is not squashed.
/** @type {(scene: Scene, quantity: Quantity) => Line} */
function squashedLine(scene, quantity) {
  const { words } = scene;
  const squash = squashOf(quantity);
  const [opens, closes] = squash ? [`${SIGNS[squash]}(`, ")"] : ["", ""];
  const throughReset = quantity.equation.includes("\\odot") ? words.from_h_reset : words.from_h;
  const [first, result] = [makeNumber(), makeNumber("gs-result")];
  const terms = [
    ...(partsOf(quantity).includes("from_h") ? [makeTerm(throughReset)] : []),
    makeTerm(words.bias, closes),
  ];
  const start = together(`= ${opens}`, first.root, element("small", {}, words.from_x));
  const line = element("span", { class: "gs-numbers" });
  line.append(start, ...terms.map(({ root }) => root), " ");
  const [boxes, signs] = [[[first, ...terms]], [makeEqual()]];
  if (squash) {
    const [sum, equal] = [makeNumber(), makeEqual()];
    line.append(together(signs[0].root, ` ${opens}`, sum.root, ")"), " ");
    boxes.push([sum]);
    signs.push(equal);
  }
  line.append(together(signs[signs.length - 1].root, " ", result.root));
  boxes.push([result]);
  return { line, step: writing(calculationOf(scene, quantity), boxes, signs, scene) };
}

// c_t = 0.82 · 0.40 + 0.31 · 0.55 = 0.50
/** @type {(scene: Scene, quantity: Quantity) => Line} */
function elementwiseLine(scene, quantity) {
  const line = element("span", { class: "gs-numbers" }, "= ");
  /** @type {NumberBox[]} */
  const boxes = [];
  for (const piece of pieces(quantity.equation)) {
    if (isSymbol(piece)) {
      const box = makeNumber();
      boxes.push(box);
      line.append(box.root);
    } else {
      const sign = piece === "\\odot" ? "·" : (SIGNS[piece] ?? piece);
      line.append(/[·+−]/.test(sign) ? ` ${sign} ` : sign);
    }
  }
  const [equal, result] = [makeEqual(), makeNumber("gs-result")];
  line.append(" ", together(equal.root, " ", result.root));
  const calculation = calculationOf(scene, quantity);
  return { line, step: writing(calculation, [boxes, [result]], [equal], scene) };
}

// "c̃_t candidate, also g_t" and its equation.
/** @type {(quantity: Quantity, colour: string, words: Words) => HTMLElement} */
function makeRule({ symbol, title, meaning, equation, also }, colour, words) {
  const swatch = element("span", { class: "gs-swatch" });
  swatch.style.background = colour;
  const name = element("span", { class: "gs-equation-name" }, swatch, title);
  if (also) name.append(element("small", {}, `${words.also} `, writeSymbol(also)));
  const rule = element("span", { class: "gs-rule" }, writeSymbol(symbol), " = ");
  rule.append(writeSymbols(equation));
  return element("dt", { title: meaning }, name, rule);
}

/**
 * @typedef {object} Row
 * @property {HTMLElement} root
 * @property {string} [squash] whose derivative it has
 * @property {(view: View) => void} show
 */

/** @type {(quantity: Quantity, context: Context) => Row} */
function makeRow(quantity, { scene, palette }) {
  const squashed = scene.isSquashed(quantity.name);
  const { line, step: calculate } = (squashed ? squashedLine : elementwiseLine)(scene, quantity);
  const rule = makeRule(quantity, css(palette.ownColour(quantity.name)), scene.words);
  const derivative = derivativeLine(scene, quantity);
  const slope = element("dd", { class: "gs-slope" }, ...(derivative ? [derivative.line] : []));
  const root = element("div", {}, rule, element("dd", {}, line), slope);
  /** @type {Row["show"]} */
  const show = ({ step, unit, derivatives }) => {
    calculate(step, unit);
    slope.hidden = !derivative || !derivatives;
    if (derivative && derivatives) derivative.step(step, unit);
  };
  return { root, show, squash: derivative?.squash };
}

/** @type {(context: Context) => Panel} */
export function makeEquations(context) {
  const { scene, actions } = context;
  const { words } = scene;
  const unitName = element("span", { class: "gs-aside" });
  const title = element("h2", {}, words.equations, " ", unitName);
  const rows = scene.quantities.map((quantity) => makeRow(quantity, context));
  const squashes = [...new Set(rows.flatMap(({ squash }) => squash ?? []))];
  const button = makeDerivativesSwitch(squashes, words, actions);
  const list = element("dl", { class: "gs-equations", "data-testid": "gs-equations" });
  list.append(...rows.map((row) => row.root));
  const head = element("header", { class: "gs-equations-head" }, title, button.root);
  const root = element("section", { class: "gs-card gs-equation-card" }, head, list);
  /** @type {(view: View) => void} */
  const show = (view) => {
    write(unitName, fill(words.unit_named, { unit: view.unit }));
    [button, ...rows].forEach((panel) => panel.show(view));
  };
  return { root, show };
}
