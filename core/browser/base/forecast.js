// @ts-check
// forecast: for a series, the network predicts the next value, shown beside the one that came.

/** @import { Scene } from "./payload.js" */
/** @import { Context, Span } from "./types.d.ts" */

import { decimals, element, write } from "./elements.js";

/** @type {(scene: Scene) => boolean} */
export const isSeries = (scene) => scene.arrays.has("values");

// The smallest value that is drawn, and the distance to the largest.
/** @type {(scenes: Scene[]) => Span} */
export function spanOf(scenes) {
  const drawn = scenes.flatMap((scene) =>
    ["values", "opinions"].flatMap((name) => [...scene.array(name).values]),
  );
  const low = Math.min(...drawn);
  return { low, width: Math.max(...drawn) - low || 1 };
}

// A value's height in that span, from 0 to 1.
/** @type {(scene: Scene, value: number) => number} */
export function heightOf(scene, value) {
  scene.span ??= spanOf([scene]);
  return (value - scene.span.low) / scene.span.width;
}

/** @type {(scene: Scene, step: number) => number} */
export const predicted = (scene, step) => scene.value("opinions", step, 0);
/** @type {(scene: Scene, step: number) => number | null} */
const came = (scene, step) => (step + 1 < scene.length ? scene.value("values", step + 1, 0) : null);

/** @typedef {{ list: HTMLElement, show: (step: number, answered: boolean) => void }} AnswerPanel */

/** @type {(context: Context) => AnswerPanel} */
export function makeForecast({ scene }) {
  const { words } = scene;
  /** @type {(title: string) => { root: HTMLElement, number: HTMLElement }} */
  const makeRow = (title) => {
    const number = element("span", { class: "gs-bar-share" });
    const root = element("li", {}, element("span", { class: "gs-bar-name" }, title), number);
    return { root, number };
  };
  const [prediction, next] = [words.predicted, words.came].map(makeRow);
  const list = element("ol", { class: "gs-bars gs-forecast" }, prediction.root, next.root);
  /** @type {AnswerPanel["show"]} */
  const show = (step, answered) => {
    const value = came(scene, step);
    write(prediction.number, answered ? decimals(predicted(scene, step)) : "");
    write(next.number, answered ? (value === null ? words.not_yet : decimals(value)) : "");
  };
  return { list, show };
}

// The values that came next, step by step, as heights: none after the last.
/** @type {(scene: Scene) => number[]} */
export const cameHeights = (scene) =>
  Array.from({ length: scene.length }, (_, step) => {
    const value = came(scene, step);
    return value === null ? NaN : heightOf(scene, value);
  });
