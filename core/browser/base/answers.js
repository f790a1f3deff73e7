// @ts-check
// answers: a network's opinion after one token.

/** @import { AnswerPanel } from "./forecast.js" */
/** @import { Scene } from "./payload.js" */
/** @import { Context } from "./types.d.ts" */

import { css } from "./colour.js";
import { decimals, element, percent, write } from "./elements.js";
import { predicted, heightOf, isSeries } from "./forecast.js";

export const MOST_BARS = 5;

// With two classes, each has the colour that it gives the tokens.
/**
 * @type {(output: number, context: Context) => Record<"root" | "name" | "bar" | "share", HTMLElement>}
 */
function makeBar(output, { scene, palette }) {
  const name = element("bdi", { class: "gs-bar-name" });
  const bar = element("span", { class: "gs-bar-fill" });
  const share = element("span", { class: "gs-bar-share" });
  const pair = [palette.negative, palette.positive];
  if (scene.outputs.length === 2) bar.style.background = css(pair[output]);
  const root = element("li", {}, name, element("span", { class: "gs-bar" }, bar), share);
  return { root, name, bar, share };
}

// The numbers of the outputs to show at a step: all if they are few, otherwise the most likely ones.
/** @type {(scene: Scene, step: number, most?: number) => number[]} */
export function likeliest(scene, step, most = MOST_BARS) {
  const shares = scene.row("opinions", step);
  const order = Array.from(shares.keys());
  if (order.length > most) order.sort((a, b) => shares[b] - shares[a]);
  return order.slice(0, most);
}

/** @type {(scene: Scene, step: number, most: number) => [output: string, share: number][]} */
const ranked = (scene, step, most) =>
  likeliest(scene, step, most).map((output) => [
    scene.outputs[output],
    scene.value("opinions", step, output),
  ]);

// The network's opinion at a step, for the live region.
/** @type {(scene: Scene, step: number, most?: number) => string[]} */
export const answers = (scene, step, most = MOST_BARS) =>
  isSeries(scene)
    ? [`${scene.words.predicted} ${decimals(predicted(scene, step))}`]
    : ranked(scene, step, most).map(([name, share]) => `${name} ${percent(share)}`);

// The share of the token that came next, where Python sends it. Otherwise: for two classes, the
// second one's (positive); for many, the likeliest one's; for a series, the predicted value.
/** @type {(scene: Scene, step: number) => number} */
export function followed(scene, step) {
  if (scene.arrays.has("followed")) return scene.value("followed", step, 0);
  if (isSeries(scene)) return heightOf(scene, predicted(scene, step));
  if (scene.outputs.length === 2) return scene.value("opinions", step, 1);
  return Math.max(...scene.row("opinions", step));
}

/** @type {(context: Context, most?: number) => AnswerPanel} */
export function makeBars(context, most = MOST_BARS) {
  const { scene } = context;
  const bars = scene.outputs.slice(0, most).map((_, output) => makeBar(output, context));
  const list = element("ol", { class: "gs-bars" }, ...bars.map(({ root }) => root));
  /** @type {AnswerPanel["show"]} */
  const show = (step, answered) => {
    ranked(scene, step, most).forEach(([name, share], index) => {
      const { name: label, bar, share: number } = bars[index];
      write(label, answered ? name : "");
      write(number, answered ? percent(share) : "");
      // Moved into its track, not widened: a width that changes lays the page out at each frame.
      bar.style.transform = `translateX(${answered ? 100 * share - 100 : -100}%)`;
    });
  };
  return { list, show };
}
