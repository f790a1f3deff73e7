// forecast: of a series the network says no shares but the next value; here it meets what came.

import { decimals, element, write } from "./elements.js";

export const isSeries = (scene) => scene.arrays.has("values");

// The least of all that is drawn, and how far above it the greatest lies.
export function spanOf(scenes) {
  const drawn = scenes.flatMap(({ arrays }) =>
    ["values", "opinions"].flatMap((name) => [...arrays.get(name).values]),
  );
  const low = Math.min(...drawn);
  return { low, width: Math.max(...drawn) - low || 1 };
}

// A value as a share of that height.
export function heightOf(scene, value) {
  scene.span ??= spanOf([scene]);
  return (value - scene.span.low) / scene.span.width;
}

export const foretold = (scene, step) => scene.value("opinions", step, 0);
const came = (scene, step) => (step + 1 < scene.length ? scene.value("values", step + 1, 0) : null);

export function makeForecast({ scene }) {
  const { words } = scene;
  const makeRow = (title) => {
    const number = element("span", { class: "gs-bar-share" });
    const root = element("li", {}, element("span", { class: "gs-bar-name" }, title), number);
    return { root, number };
  };
  const [told, next] = [words.foretold, words.came].map(makeRow);
  const list = element("ol", { class: "gs-bars gs-forecast" }, told.root, next.root);
  const show = (step, answered) => {
    const value = came(scene, step);
    write(told.number, answered ? decimals(foretold(scene, step)) : "");
    write(next.number, answered ? (value === null ? words.not_yet : decimals(value)) : "");
  };
  return { list, show };
}

// What came next, step by step, as heights: nothing after the last.
export const cameHeights = (scene) =>
  Array.from({ length: scene.length }, (_, step) =>
    step + 1 < scene.length ? heightOf(scene, came(scene, step)) : NaN,
  );
