// @ts-check
// slow_motion: the five parts of one step of training, each lit for a second.

/** @import { FilmModel } from "./model.js" */

import { element, fill, grouped } from "../base/elements.js";

const EACH = 1000; // ms that a part is lit

// Where motion is not wanted, all parts are there at once.
/** @type {(model: FilmModel, isNew: boolean, calm: boolean) => HTMLElement[]} */
export function makeSlowMotion({ slow_motion: step, words }, isNew, calm) {
  if (!step) return [];
  const items = step.parts.map(([name, did]) =>
    element("li", {}, element("b", {}, name), element("span", {}, did)),
  );
  const list = element("ol", { class: "fm-motion", "data-testid": "film-motion" }, ...items);
  const title = element("h2", {}, fill(words.slow_motion, { step: grouped(step.step) }));
  if (isNew && !calm) {
    items.forEach((item, place) => {
      item.style.animationDelay = `${place * EACH}ms`;
      item.classList.add("is-coming");
    });
  }
  return [element("section", { class: "gs-card" }, title, list)];
}
