// @ts-check
// strips: all units of a state in each cell. One picture has the rows of all tokens, and a cell shows
// its own of them: a canvas in each would be a layer of its own to the browser, at every frame.

/** @import { Palette } from "../base/colour.js" */
/** @import { Scene } from "../base/payload.js" */
/** @import { States } from "./states.js" */

import { paint } from "../base/colour.js";
import { element } from "../base/elements.js";

const HIGH = 8; // px of a strip on the screen
const ROWS = 4; // of the picture, for each token: what is smoothed does not run into its neighbours

/**
 * @typedef {object} Strips
 * @property {HTMLElement[]} nodes one for each token
 * @property {(states: States) => void} paint
 */

/** @type {(name: string, scene: Scene, palette: Palette, row: HTMLElement) => Strips} */
export function makeStrips(name, scene, palette, row) {
  const { length, units } = scene;
  const scale = palette.scale(name);
  const property = `--strips-${name}`;
  const nodes = Array.from({ length }, (_, step) => {
    const node = element("span", { class: "gs-cell-strip" });
    node.style.background = `0 ${-HIGH * step}px / 100% ${HIGH * length}px var(${property})`;
    return node;
  });
  const canvas = element("canvas", {});
  return {
    nodes,
    paint: (states) => {
      const rows = Array.from({ length }, (_, step) => states.row(name, step));
      paint(canvas, units, ROWS * length, (unit, y) =>
        scale.colour(rows[Math.floor(y / ROWS)][unit]),
      );
      row.style.setProperty(property, `url(${canvas.toDataURL()})`);
    },
  };
}
