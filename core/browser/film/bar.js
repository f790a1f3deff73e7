// @ts-check
// bar: the buttons that go from frame to frame, the training step, the speed, the unit, and the keys.

/** @import { Shared, SteppingActions, View } from "../base/types.d.ts" */
/** @import { FilmModel } from "./model.js" */

import { element, fill, grouped, write } from "../base/elements.js";
import { makeButton, makePlayButton, makeUnitField } from "../base/transport.js";

export const FRAME_RATES = [4, 8, 16, 32]; // frames a second

/** @type {(shared: Shared<FilmModel, SteppingActions>) => { root: HTMLElement, show: (view: View) => void }} */
export function makeBar(shared) {
  const { scene, actions } = shared;
  const { words } = scene;
  const first = makeButton("first", words.first, () => actions.go(0));
  const previous = makeButton("prev", words.previous, () => actions.move(-1));
  const play = makePlayButton(shared);
  const next = makeButton("next", words.next, () => actions.move(1));
  const last = makeButton("last", words.last, () => actions.go(scene.length - 1));
  const speed = element("select", { "aria-label": words.speed, title: words.speed });
  speed.dataset.testid = "film-speed";
  speed.append(...FRAME_RATES.map((value) => element("option", { value }, `${value}/s`)));
  speed.addEventListener("change", () => actions.set({ speed: Number(speed.value) }));
  const keys = element("div", { class: "gs-keys", role: "group", "aria-label": words.transport });
  keys.append(first, previous, play.node, next, last, speed);
  const position = element("span", { class: "gs-position", "data-testid": "gs-position" });
  const scrub = element("input", { type: "range", min: 0, step: 1, class: "fm-scrub" });
  scrub.setAttribute("aria-label", words.scrub);
  scrub.dataset.testid = "film-scrub";
  scrub.addEventListener("input", () => actions.go(Number(scrub.value)));
  const unit = makeUnitField(shared);
  /** @type {[keys: string[], does: string][]} */
  const hints = [
    [["←", "→"], words.keys_step], [["↑", "↓"], words.keys_unit], [[words.space], words.keys_play],
    [["Home", "End"], words.keys_ends],
  ];
  const shown = hints.map(([names, does]) =>
    element("span", {}, ...names.map((name) => element("kbd", {}, name)), does),
  );
  const hint = element("p", { class: "gs-key-hint", "aria-hidden": "true" }, ...shown);
  const fields = element("div", { class: "gs-fields" }, unit.node);
  const root = element("div", { class: "gs-transport" }, keys, position, fields, hint, scrub);
  /** @type {(view: View) => void} */
  const show = (view) => {
    const { length, steps } = scene;
    const at = view.step;
    write(position, fill(words.position, { step: grouped(steps[at]) }));
    position.dataset.position = String(at + 1);
    position.dataset.length = scrub.max = String(length - 1);
    scrub.value = String(at);
    scrub.setAttribute("aria-valuetext", position.textContent);
    first.ariaDisabled = previous.ariaDisabled = String(at === 0);
    next.ariaDisabled = last.ariaDisabled = String(at === length - 1);
    play.show(view.playing);
    speed.value = String(view.speed);
    unit.show(view.unit);
  };
  return { root, show };
}
