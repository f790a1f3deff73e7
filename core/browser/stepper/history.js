// @ts-check
// history: the maps of all quantities.

/** @import { Context, Panel, View } from "../base/types.d.ts" */

import { element } from "../base/elements.js";
import { makeMap } from "../base/maps.js";

/** @type {(context: Context) => Panel} */
export function makeHistory(context) {
  const { scene } = context;
  const { words } = scene;
  const maps = scene.quantities.map((quantity) => makeMap(quantity, context));
  const aside = element("span", { class: "gs-aside" }, words.history_axes);
  const title = element("h2", {}, words.history, " ", aside);
  const grid = element("div", { class: "gs-maps" }, ...maps.map(({ root }) => root));
  const root = element("section", { class: "gs-card" }, title, grid);
  return { root, show: (/** @type {View} */ view) => maps.forEach(({ show }) => show(view)) };
}
