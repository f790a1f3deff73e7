// @ts-check
// this_step: every quantity at the reader's token, a bar for each unit. It draws from the scene of the
// stepper on the same page and follows its reader, so that a step asks for nothing.

/** @import { ReaderPlace } from "../base/place.js" */
/** @import { Scene } from "../base/payload.js" */
/** @import { Row } from "./row.js" */

import { Palette, readTheme } from "../base/colour.js";
import { element, fill, isolated, shareOf, write } from "../base/elements.js";
import { makeTip } from "../base/maps.js";
import { follow, goTo, lastPlace } from "../base/place.js";
import { makeButton } from "../base/transport.js";
import { unitLabels } from "./axis.js";
import { makePicture, save } from "./picture.js";
import { makeRow } from "./row.js";

/** @type {(units: number) => HTMLElement} */
function makeUnits(units) {
  const labels = unitLabels(units).map(({ unit, middle }) => {
    const label = element("span", {}, String(unit));
    label.style.left = shareOf(middle, 1);
    return label;
  });
  return element("div", { class: "ts-units", "aria-hidden": "true" }, ...labels);
}

export class ThisStep {
  /** @type {string} the trace whose reader is followed, by its digest */
  follows;
  /** @type {Scene | undefined} */
  scene;
  /** @type {string} */
  pageColours;
  /** @type {Row[]} */
  rows;

  /** @param {Element} host */
  constructor(host) {
    const root = { class: "gs", role: "group", tabindex: "0", "data-testid": "step-root" };
    this.root = element("div", root);
    this.heading = element("p", { class: "gs-aside" });
    host.append(this.root);
    this.at = { step: 0, unit: 0 };
    this.end = follow((place) => this.step(place));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  // The stepper may have been there before, or comes later.
  /** @param {{ follows: string }} data */
  receive({ follows }) {
    this.follows = follows;
    const { backgroundColor, color } = getComputedStyle(this.root);
    if (this.pageColours !== `${backgroundColor} ${color}`) this.scene = undefined;
    this.pageColours = `${backgroundColor} ${color}`;
    const place = lastPlace();
    if (place) this.step(place);
  }

  /** @param {ReaderPlace} place */
  step({ digest, step, unit, scene }) {
    if (digest !== this.follows) return;
    const same = scene === this.scene && step === this.at.step && unit === this.at.unit;
    if (same) return;
    if (scene !== this.scene) this.build(/** @type {Scene} */ (scene));
    this.at = { step, unit };
    write(this.heading, this.sentence());
    for (const row of this.rows) row.show(this.at);
  }

  /** @param {Scene} scene */
  build(scene) {
    this.scene = scene;
    const { root } = this;
    const theme = readTheme(root);
    const tip = makeTip();
    /** @param {number} unit */
    const pick = (unit) => this.go(this.at.step, unit);
    const given = { scene, palette: new Palette(scene, theme), tip, pick };
    this.rows = scene.quantities.map((quantity) => makeRow(quantity, given));
    const button = makeButton("save", scene.words.save_picture, () => this.save());
    const above = element("div", { class: "ts-above" }, this.heading, button);
    const rows = this.rows.map((row) => row.root);
    const body = [above, ...rows, makeUnits(scene.units), ...this.note(), tip.root];
    root.setAttribute("aria-label", scene.words.bars);
    root.classList.toggle("gs-lecture", scene.lecture);
    root.classList.toggle("gs-dark", theme.dark);
    root.replaceChildren(element("div", { class: "gs-body ts-body" }, ...body));
  }

  // What the axis of a quantity without bounds spans.
  note() {
    const { quantities, words } = /** @type {Scene} */ (this.scene);
    const titles = quantities.filter(({ bounds }) => !bounds).map(({ title }) => title);
    if (!titles.length) return [];
    const sentence = fill(words.bars_scale, { quantities: titles.join(", ") });
    return [element("p", { class: "gs-aside" }, sentence)];
  }

  sentence() {
    const { tokens, words } = /** @type {Scene} */ (this.scene);
    const { step, unit } = this.at;
    const token = isolated(tokens[step].label);
    return fill(words.bars_at, { step: step + 1, token, unit });
  }

  save() {
    const scene = /** @type {Scene} */ (this.scene);
    const { root, rows, at } = this;
    const sheet = {
      heading: this.sentence(),
      width: root.clientWidth,
      font: getComputedStyle(root).fontFamily,
      theme: readTheme(root),
    };
    save(makePicture(rows, scene, at, sheet));
  }

  /** @type {(step: number, unit?: number) => void} */
  go(step, unit) {
    goTo({ digest: this.follows, step, ...(unit === undefined ? {} : { unit }) });
  }

  // The arrow keys do what they do in the stepper.
  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.defaultPrevented || event.isComposing || !this.scene) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { at, scene } = this;
    const act = {
      ArrowRight: () => this.go(at.step + 1),
      ArrowLeft: () => this.go(at.step - 1),
      Home: () => this.go(0),
      End: () => this.go(scene.length - 1),
      ArrowDown: () => this.go(at.step, at.unit + 1),
      ArrowUp: () => this.go(at.step, at.unit - 1),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  leave() {
    this.end();
    this.root.remove();
  }
}
