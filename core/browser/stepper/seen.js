// @ts-check
// seen: a sentence about what the selected unit does at this step, and what the opinion does.

/** @import { Scene } from "../base/payload.js" */
/** @import { Context, Panel, View } from "../base/types.d.ts" */

import { likeliest } from "../base/answers.js";
import { decimals, element, fill, isolated, percent, write } from "../base/elements.js";
import { isSeries, predicted } from "../base/forecast.js";

/** @type {(share: number) => string} */
const inHundredths = (share) => `${Math.round(100 * share)}\u00a0%`;

// What is kept of the memory, and what is written into it; the words follow the cell.
/** @type {(scene: Scene, step: number, unit: number) => string} */
export function memorySentence(scene, step, unit) {
  /** @type {(name: string) => number} */
  const now = (name) => scene.value(name, step, unit);
  const memory = scene.byName.has("cell_state") ? "cell_state" : "hidden_state";
  const [before, after] = [scene.before(memory, step, unit), now(memory)].map((each) =>
    decimals(each),
  );
  const values = { token: isolated(scene.tokens[step].label), unit, before, after };
  if (memory === "cell_state") {
    const written = decimals(now("input_gate") * now("candidate"));
    return fill(scene.words.seen_lstm, { ...values, kept: inHundredths(now("forget_gate")), written });
  }
  if (!scene.byName.has("update_gate")) return fill(scene.words.seen_rnn, values);
  const kept = scene.cell === "gru" ? now("update_gate") : 1 - now("update_gate");
  return fill(scene.words.seen_gru, {
    ...values,
    kept: inHundredths(kept),
    taken: inHundredths(1 - kept),
    candidate: decimals(now("candidate")),
  });
}

// What the opinion is after this step; of two outputs, also what it was before.
/** @type {(scene: Scene, step: number) => string} */
export function opinionSentence(scene, step) {
  const { words, outputs } = scene;
  if (!outputs.length) return "";
  if (isSeries(scene)) return fill(words.seen_value, { after: decimals(predicted(scene, step)) });
  const output = outputs.length === 2 ? 1 : likeliest(scene, step, 1)[0];
  /** @type {(at: number) => string} */
  const share = (at) => percent(scene.value("opinions", at, output)).replace(" ", "\u00a0");
  const values = { output: isolated(outputs[output]), after: share(step) };
  if (outputs.length > 2) return fill(words.seen_likeliest, values);
  return step
    ? fill(words.seen_moved, { ...values, before: share(step - 1) })
    : fill(words.seen_first, values);
}

/** @type {(context: Context) => Panel} */
export function makeSeen({ scene }) {
  const root = element("p", { class: "gs-seen", "data-testid": "gs-seen" });
  /** @type {(view: View) => void} */
  const show = ({ step, unit, answered }) => {
    const opinion = answered ? opinionSentence(scene, step) : "";
    write(root, `${memorySentence(scene, step, unit)} ${opinion}`.trim());
  };
  return { root, show };
}
