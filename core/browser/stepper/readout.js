// @ts-check
// readout: from the hidden state to the opinion, W h + b and its softmax, with numbers.

/** @import { Scene } from "../base/payload.js" */
/** @import { Panel, View } from "../base/types.d.ts" */

import { likeliest, MOST_BARS } from "../base/answers.js";
import { element, ems, fill, grouped, write } from "../base/elements.js";
import { isSeries } from "../base/forecast.js";
import { writeSymbol, writeSymbols } from "../base/symbols.js";
import { makeEqual } from "./calculation.js";
import { hasScores, scoreRow, sumAt, widths } from "./scores.js";

const [PRODUCT, BIAS] = ["W_{hy} h_t", "b_y"];

/** @typedef {{ root: HTMLElement, show: (step: number, output: number | null) => void }} OutputRow */

/** @type {(scene: Scene) => HTMLElement} */
function makeReadoutRule(scene) {
  const rule = element("p", { class: "gs-rule" }, writeSymbol("y_t"), " = ");
  if (!isSeries(scene))
    rule.append("softmax(", writeSymbol("z_t"), "), ", writeSymbol("z_t"), " = ");
  rule.append(writeSymbols(`${PRODUCT} + ${BIAS}`));
  return rule;
}

// What stands in a column, by its symbols.
/** @type {(scene: Scene) => HTMLElement} */
function makeColumnNames(scene) {
  const symbols = [PRODUCT, BIAS, ...(isSeries(scene) ? ["y_t"] : ["z_t", "y_t"])];
  const names = symbols.map((latex, place) =>
    element("th", { scope: "col", colspan: place ? 2 : 1 }, writeSymbols(latex)),
  );
  const output = element("th", { scope: "col" }, scene.words.output);
  return element("thead", {}, element("tr", {}, output, ...names));
}

/** @type {(scene: Scene) => OutputRow} */
function makeOutputRow(scene) {
  const name = element("th", { scope: "row" });
  const [product, plus, bias, score, share] = ["", "", "", "", "gs-result"].map((className) =>
    element("td", { class: className }),
  );
  const room = widths(scene);
  [product, bias, score].forEach((cell, place) => { cell.style.minWidth = room[place]; });
  share.style.minWidth = "8.4ch"; // 100.0 %
  name.style.minWidth = `${Math.min(8, Math.max(...scene.outputs.map(ems)))}em`;
  const adds = makeEqual();
  const root = element("tr", {}, name, product, plus, bias, element("td", {}, adds.root), score);
  if (isSeries(scene)) score.className = "gs-result";
  else root.append(element("td", { class: "gs-equal" }, "→"), share);
  /** @type {OutputRow["show"]} */
  const show = (step, output) => {
    const row = output === null ? null : scoreRow(scene, step, output);
    write(name, output === null ? "" : scene.outputs[output]);
    write(product, row?.product ?? "");
    write(plus, row ? (row.bias.startsWith("−") ? "−" : "+") : "");
    write(bias, row?.bias.replace("−", "") ?? "");
    write(score, row?.score ?? "");
    write(share, row ? `${row.share} %` : "");
    adds.show(!row || row.adds);
  };
  return { root, show };
}

// Nothing where there is no readout; in a lecture, no number before the opinion has been asked for.
/** @type {(scene: Scene) => Panel | null} */
export function makeReadout(scene) {
  if (!hasScores(scene)) return null;
  const { words, outputs } = scene;
  const rows = outputs.slice(0, MOST_BARS).map(() => makeOutputRow(scene));
  const body = element("tbody", {}, ...rows.map((row) => row.root));
  const table = element("table", {}, makeColumnNames(scene), body);
  const sum = element("p", { class: "gs-aside" });
  const root = element("section", { class: "gs-card gs-readout", "data-testid": "gs-readout" });
  root.append(element("h2", {}, words.readout), makeReadoutRule(scene), table);
  if (!isSeries(scene)) root.append(sum);
  /** @type {(view: View) => void} */
  const show = ({ step, answered }) => {
    root.classList.toggle("gs-asking", !answered);
    const shown = answered ? likeliest(scene, step) : [];
    rows.forEach((row, place) => row.show(step, shown[place] ?? null));
    const number = answered ? sumAt(scene, step) : "…";
    const count = grouped(scene.outputs_in_all ?? outputs.length);
    write(sum, fill(words.readout_sum, { sum: number, count }));
  };
  return { root, show };
}
