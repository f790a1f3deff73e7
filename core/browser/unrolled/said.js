// @ts-check
// said: what the network says after a step, in so few letters that they fit over a cell.

/** @import { Scene } from "../base/payload.js" */

import { followed, likeliest } from "../base/answers.js";
import { decimals, shorten } from "../base/elements.js";
import { isSeries, predicted } from "../base/forecast.js";

/** @typedef {[output: string, number: number]} Said an output, and its share or the value */

/** @type {(scene: Scene, step: number) => Said | null} */
export function saidAt(scene, step) {
  if (!scene.outputs.length) return null;
  if (isSeries(scene)) return ["", predicted(scene, step)];
  if (scene.outputs.length === 2) return [scene.outputs[1], followed(scene, step)];
  const [output] = likeliest(scene, step, 1);
  return [scene.outputs[output], scene.value("opinions", step, output)];
}

// Of two outputs, the second one's share; of more, the likeliest one's name; of a series, the value.
/** @type {(scene: Scene, said: Said | null) => string} */
export function saidBriefly(scene, said) {
  if (!said) return "";
  const [output, number] = said;
  if (isSeries(scene)) return decimals(number);
  return scene.outputs.length === 2 ? `${Math.round(100 * number)} %` : shorten(output, 7);
}

// What stands over the cells, as a name for it in the words of the screen.
/** @type {(scene: Scene) => "said_value" | "said_share" | "said_likeliest" | "said_nothing"} */
export function saidKind(scene) {
  if (!scene.outputs.length) return "said_nothing";
  if (isSeries(scene)) return "said_value";
  return scene.outputs.length === 2 ? "said_share" : "said_likeliest";
}
