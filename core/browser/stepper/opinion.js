// @ts-check
// opinion: the network's opinion after this token, and how that changed along the text.

/** @import { Scene } from "../base/payload.js" */
/** @import { Context, Panel, View } from "../base/types.d.ts" */

import { followed, makeBars } from "../base/answers.js";
import { makeCurves, makeLine, makeMiddle } from "../base/curve.js";
import { element, fill, isolated, write } from "../base/elements.js";
import { cameHeights, isSeries, makeForecast } from "../base/forecast.js";

/** @type {(scene: Scene) => string} */
function curveName(scene) {
  const { words, outputs } = scene;
  if (isSeries(scene)) return words.curve_of_values;
  return outputs.length === 2 ? fill(words.curve_of, { output: outputs[1] }) : words.curve_of_best;
}

/** @type {(context: Context) => Panel | null} */
export function makeOpinion(context) {
  const { scene, actions } = context;
  if (!scene.outputs.length) return null;
  const { words } = scene;
  const answerPanel = isSeries(scene) ? makeForecast(context) : makeBars(context);
  const heights = scene.tokens.map((_, step) => followed(scene, step));
  const ruler = isSeries(scene)
    ? makeLine(cameHeights(scene), "gs-came")
    : makeMiddle(scene.length);
  const curve = makeCurves([heights], ruler);
  const label = curveName(scene);
  const asking = element("p", {});
  const button = element("button", {
    type: "button",
    class: "gs-button gs-answer",
    "data-testid": "gs-answer",
  });
  button.append(words.answer);
  button.addEventListener("click", actions.answer);
  const ask = element("div", { class: "gs-ask" }, asking, button);
  const title = element("h2", {}, words.opinion);
  const stage = element("div", { class: "gs-stage" }, answerPanel.list, ask);
  const caption = element("p", { class: "gs-aside" }, element("bdi", {}, label));
  const root = element("section", { class: "gs-card gs-opinion", "data-testid": "gs-opinion" });
  root.append(element("div", {}, title, stage), element("div", {}, caption, curve.plot));
  /** @type {(view: View) => void} */
  const show = ({ step, answered, opinionSeen }) => {
    root.classList.toggle("gs-asking", !answered);
    ask.hidden = answered;
    write(asking, fill(words.ask, { token: isolated(scene.tokens[step].label) }));
    answerPanel.list.ariaHidden = String(!answered);
    curve.show(step, opinionSeen, answered);
    answerPanel.show(step, answered);
  };
  return { root, show };
}
