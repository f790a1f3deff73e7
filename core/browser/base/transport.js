// @ts-check
// transport: first, previous, play, next, last; the number of the step; speed, unit, tint, reveal.

/** @import { Above, Actions, Panel, Stepped, View, Words } from "./types.d.ts" */

import { clamp, element, fill, shape, write } from "./elements.js";

const SPEEDS = [0.5, 1, 2, 4];

const ICONS = {
  first: "M6 5v14M19 5l-9 7 9 7z",
  prev: "M16 5l-9 7 9 7z",
  play: "M7 4.5v15l12-7.5z",
  pause: "M8 5v14M16 5v14",
  next: "M8 5l9 7-9 7z",
  last: "M5 5l9 7-9 7zM18 5v14",
  up: "M12 6l7 11H5z",
  down: "M12 18l7-11H5z",
  save: "M12 4v10M8 10l4 5 4-5zM5 19h14",
};

/** @type {(name: keyof typeof ICONS) => SVGElement} */
const icon = (name) =>
  shape(
    "svg",
    { viewBox: "0 0 24 24", class: `gs-icon gs-icon-${name}`, "aria-hidden": "true" },
    shape("path", { d: ICONS[name] }),
  );

/**
 * @param {keyof typeof ICONS} name
 * @param {string} label
 * @param {() => void} press
 */
export function makeButton(name, label, press) {
  const node = element("button", {
    type: "button",
    class: "gs-button",
    "aria-label": label,
    title: label,
  });
  node.dataset.testid = `gs-${name}`;
  node.append(icon(name));
  node.addEventListener("click", press);
  return node;
}

/** @type {(label: string, control: HTMLElement) => HTMLElement} */
function makeField(label, control) {
  return element("label", { class: "gs-field" }, element("span", {}, label), control);
}

/**
 * @param {string} name
 * @param {[value: string | number, text: string][]} options
 * @param {(value: string) => void} choose
 */
function makeSelect(name, options, choose) {
  const node = element("select", { "data-testid": `gs-${name}` });
  node.append(...options.map(([value, text]) => element("option", { value }, text)));
  node.addEventListener("change", () => choose(node.value));
  return node;
}

/** @param {{ scene: { units: number, words: Words }, actions: Actions }} context */
export function makeUnitField({ scene, actions }) {
  const last = scene.units - 1;
  const input = element("input", {
    type: "number",
    min: 0,
    max: last,
    step: 1,
    "data-testid": "gs-unit",
  });
  input.addEventListener("change", () => {
    const unit = Math.round(Number(input.value));
    actions.pick(Number.isFinite(unit) ? clamp(unit, 0, last) : 0);
  });
  /** @type {(unit: number) => void} */
  const show = (unit) => {
    if (input.value !== String(unit)) input.value = String(unit);
  };
  return { node: makeField(scene.words.unit, input), show };
}

/** @param {{ scene: { words: Words }, actions: { toggle: () => void } }} context */
export function makePlayButton({ scene, actions }) {
  const node = makeButton("play", scene.words.play, actions.toggle);
  node.append(icon("pause"));
  /** @type {(playing: boolean) => void} */
  const show = (playing) => {
    if (node.dataset.playing === String(playing)) return;
    const label = playing ? scene.words.pause : scene.words.play;
    node.dataset.playing = String(playing);
    node.setAttribute("aria-label", label);
    node.title = label;
  };
  return { node, show };
}

/**
 * @param {string} name
 * @param {string} label
 * @param {(checked: boolean) => void} choose
 */
function makeSwitch(name, label, choose) {
  const box = element("input", { type: "checkbox", "data-testid": `gs-${name}` });
  box.addEventListener("change", () => choose(box.checked));
  const field = element("label", { class: "gs-field gs-switch" }, box, element("span", {}, label));
  return { box, field };
}

// Which keys there are; those who listen have it from the stepper's own label.
/** @type {(scene: Stepped) => HTMLElement} */
function makeKeyHint({ words, lecture, outputs }) {
  /** @type {[keys: string[], does: string][]} */
  const hints = [
    [["←", "→"], words.keys_step],
    [["↑", "↓"], words.keys_unit],
    [[words.space], words.keys_play],
    [["Home", "End"], words.keys_ends],
  ];
  if (lecture && outputs.length) hints.push([["Enter"], words.keys_answer]);
  const shown = hints.map(([keys, does]) =>
    element("span", {}, ...keys.map((key) => element("kbd", {}, key)), does),
  );
  return element("p", { class: "gs-key-hint", "aria-hidden": "true" }, ...shown);
}

/** @type {(above: Above) => Panel} */
export function makeTransport(context) {
  const { scene, actions } = context;
  const { words, length } = scene;
  const first = makeButton("first", words.first, () => actions.go(0));
  const previous = makeButton("prev", words.previous, () => actions.move(-1));
  const play = makePlayButton(context);
  const next = makeButton("next", words.next, () => actions.move(1));
  const last = makeButton("last", words.last, () => actions.go(length - 1));
  const position = element("span", { class: "gs-position", "data-testid": "gs-position" });
  position.dataset.length = String(length);
  const speed = makeSelect(
    "speed",
    SPEEDS.map((times) => [times, `${times}×`]),
    (times) => actions.set({ speed: Number(times) }),
  );
  const unit = makeUnitField(context);
  const tint = makeSelect("tint", context.signals, (signal) => actions.set({ signal }));
  const reveal = makeSwitch("reveal", words.reveal, (checked) => actions.set({ reveal: checked }));
  reveal.field.title = words.reveal_help;
  const tags = makeSwitch("tags", words.tags, (checked) => actions.set({ tags: checked }));
  const hasTags = Object.keys(scene.parts_of_speech).length > 0;
  const keys = element("div", { class: "gs-keys", role: "group", "aria-label": words.transport });
  speed.setAttribute("aria-label", words.speed);
  speed.title = words.speed;
  keys.append(first, previous, play.node, next, last, speed);
  const fields = element(
    "div",
    { class: "gs-fields" },
    unit.node,
    makeField(words.tint, tint),
    reveal.field,
    ...(hasTags ? [tags.field] : []),
  );
  const parts = [keys, position, fields, makeKeyHint(scene)];
  const root = element("div", { class: "gs-transport" }, ...parts);
  /** @type {(view: View) => void} */
  const show = (view) => {
    const { step } = view;
    write(position, fill(words.position, { step: step + 1, length }));
    position.dataset.position = String(step + 1);
    first.ariaDisabled = previous.ariaDisabled = String(step === 0);
    next.ariaDisabled = last.ariaDisabled = String(step === length - 1);
    play.show(view.playing);
    unit.show(view.unit);
    speed.value = String(view.speed);
    tint.value = view.signal;
    reveal.box.checked = view.reveal;
    tags.box.checked = view.tags;
  };
  return { root, show };
}
