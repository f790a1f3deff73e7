// @ts-check
// heatmaps: the recurrent weights as pictures, one for each gate; rows are written, columns are read.

/** @import { Context } from "../base/types.d.ts" */
/** @import { Weights } from "./handed_weights.js" */

import { css, paint } from "../base/colour.js";
import { element, fill, shareOf, write } from "../base/elements.js";
import { makeLegend } from "../base/maps.js";
import { writeSymbol } from "../base/symbols.js";

const MOST_LEVEL = 127;

/** @typedef {{ root: HTMLElement, mark: HTMLElement }} Heatmap */

/** @type {(weights: Weights, place: number, context: Context) => Heatmap} */
function makeHeatmap({ matrices, side, largest, levels }, place, { palette }) {
  const { name, symbol } = matrices[place];
  const scale = palette.between(largest);
  const canvas = element("canvas", { "data-testid": `gs-weights-${name}` });
  paint(canvas, side, side, (column, row) =>
    scale.colour((levels[(place * side + row) * side + column] * largest) / MOST_LEVEL),
  );
  const swatch = element("span", { class: "gs-swatch" });
  swatch.style.background = css(palette.ownColour(name));
  const mark = element("span", { class: "gs-weights-mark" });
  const picture = element("span", { class: "gs-weights-picture" }, canvas, mark);
  const caption = element("figcaption", {}, swatch, writeSymbol(symbol));
  return { root: element("figure", {}, caption, picture), mark };
}

/** @type {(context: Context) => { root: HTMLElement, take: (weights: Weights) => void, show: (unit: number) => void }} */
export function makeHeatmaps(context) {
  const { scene, palette } = context;
  const words = /** @type {import("../base/types.d.ts").UnrolledContent} */ (scene.unrolled).words;
  const figures = element("div", { class: "gs-weights-figures" });
  const legend = element("span", {});
  const sentence = element("span", {});
  const caption = element("p", { class: "gs-aside" }, legend, " ", sentence);
  const root = element("div", { class: "gs-weights", "data-testid": "gs-weights" }, figures, caption);
  /** @type {Heatmap[]} */
  let maps = [];
  let [unit, rows] = [0, 1];
  const place = () => {
    for (const { mark } of maps) mark.style.top = shareOf(unit, rows);
  };
  return {
    root,
    take: (weights) => {
      rows = weights.rows;
      maps = weights.matrices.map((_, index) => makeHeatmap(weights, index, context));
      figures.replaceChildren(...maps.map((map) => map.root));
      legend.replaceChildren(makeLegend(palette.between(weights.largest)));
      legend.hidden = !maps.length;
      const axes = [words.weights, words.weights_axes, ...(weights.block > 1 ? [words.weights_block] : [])];
      const sentences = maps.length ? axes : [words.weights_none];
      write(sentence, fill(sentences.join(" "), { rows, block: weights.block }));
      place();
    },
    show: (now) => {
      if (now === unit) return;
      unit = now;
      place();
    },
  };
}
