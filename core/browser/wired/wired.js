// @ts-check
// wired: a wired model, stepped through: drawing, table of the step's arrows, and source.

/** @import { Bytes } from "../base/arrays.js" */
/** @import { Screen, Shared, SteppingActions, View } from "../base/types.d.ts" */
/** @import { Canvas } from "./canvas.js" */
/** @import { Details, Table } from "./details.js" */
/** @import { Listing, SourcePlace } from "./listing.js" */
/** @import { WiredArrow, WiredModel } from "./model.js" */

import { element, put, fill, write } from "../base/elements.js";
import { Stepping } from "../base/stepping.js";
import { makeBar } from "./bar.js";
import { makeCanvas } from "./canvas.js";
import { makeDetails, makeTable } from "./details.js";
import { draw, meansOf } from "./drawing.js";
import { layOut, windowOf } from "./layout.js";
import { makeListing } from "./listing.js";
import { arrowsThatCame, changeWords, readModel } from "./model.js";
import { describe, saveDrawing } from "./picture_file.js";

const NOTHING = /** @type {ReadonlySet<string>} */ (new Set());

/** @extends {Stepping<WiredModel>} */
export class WiredDrawing extends Stepping {
  /** @type {WiredModel | undefined} the model before the last change */
  before;
  /** @type {string} the arrow that stays chosen */
  chosen = "";
  /** @type {string | null} the arrow under the pointer */
  pointed = null;
  /** @type {SourcePlace | null} the line under the pointer, or with the focus */
  line = null;
  /** @type {ReadonlySet<string>} ids of the arrows that the last change has brought */
  came = NOTHING;
  redraw = () => {};

  /** @param {Element} host */
  constructor(host) {
    super(host);
    this.watch = new ResizeObserver(() => this.redraw());
    this.watch.observe(this.root);
  }

  /** @override @type {(content: any, numbers: Bytes) => WiredModel} */
  readScene(content, numbers) {
    this.before = this.scene;
    this.line = this.pointed = null;
    return readModel(content, numbers);
  }

  /** @override */
  knownSignal() {
    return "";
  }

  /** @override @type {(shared: Shared<WiredModel, SteppingActions>) => Screen<View>} */
  makePanels({ scene, theme, actions }) {
    const means = meansOf(scene, theme, this.root);
    const { scaleOf } = means;
    this.means = means;
    this.came = this.before ? arrowsThatCame(this.before, scene) : NOTHING;
    const bar = makeBar(scene, actions, () => this.save());
    const canvas = makeCanvas(means, this.came);
    const details = makeDetails(scene, scaleOf);
    const table = makeTable(scene, scaleOf, (id, stays) => this.point(id, stays));
    const listing = makeListing(scene, (line) => this.pointAtLine(line));
    const said = element("p", { class: "gs-aside wd-changed", "data-testid": "wired-changed" });
    write(said, changeWords(this.before, scene));
    this.redraw = this.redrawing(canvas, { details, table, listing });
    canvas.root.addEventListener("pointerover", ({ target }) => this.hover(target));
    canvas.root.addEventListener("pointerleave", () => this.point(null, false));
    canvas.root.addEventListener("click", ({ target }) => this.click(target));
    const show = (/** @type {View} */ view) => {
      table.show(view.step);
      requestAnimationFrame(() => this.redraw()); // before it is on the page it has no width
      this.redraw();
    };
    const main = element("div", { class: "wd-main" }, said, canvas.root, canvas.range, details.root);
    const body = element("div", { class: "wd-parts" }, main, listing.root, table.root);
    return { panels: [bar, { show }], nodes: [bar.root, body] };
  }

  // What brings the drawing, and all that shows an arrow, up to date where something has changed.
  /** @type {(canvas: Canvas, parts: { details: Details, table: Table, listing: Listing }) => () => void} */
  redrawing(canvas, { details, table, listing }) {
    let seen = "";
    return () => {
      const width = canvas.width();
      if (!width || !this.state) return;
      const lit = this.lit();
      const ids = new Set(lit.map(({ id }) => id));
      const look = [width, this.state.step, this.pointed, ...ids].join(" ");
      if (look === seen) return;
      seen = look;
      canvas.show(this.state.step, ids);
      details.show(this.current());
      table.light(ids);
      listing.light(lit);
    };
  }

  // ---- which arrows are lit ---------------------------------------------------------------

  /** @returns {WiredArrow[]} of the reader's step, upwards */
  own() {
    return this.scene.arrows.filter(({ column }) => column === this.state.step);
  }

  // The arrow whose numbers are shown: under the pointer, else the chosen one or its like here.
  /** @returns {WiredArrow | undefined} */
  current() {
    const { arrows } = this.scene;
    const pointed = arrows.find(({ id }) => id === this.pointed);
    if (pointed) return pointed;
    const own = this.own();
    const chosen = arrows.find(({ id }) => id === this.chosen);
    const like = own.find(
      ({ kind, source, target }) =>
        kind === chosen?.kind &&
        source.layer === chosen.source.layer && target.layer === chosen.target.layer &&
        source.direction === chosen.source.direction && target.direction === chosen.target.direction,
    );
    const state = own.find(({ kind }) => kind === "hidden state" || kind === "final hidden state");
    return own.find(({ id }) => id === this.chosen) ?? like ?? state ?? own[0];
  }

  /** @returns {WiredArrow[]} */
  lit() {
    const { line } = this;
    if (line) return this.scene.arrows.filter(({ lines }) => lines[line.dialect] === line.line);
    const current = this.current();
    return current ? [current] : [];
  }

  /** @type {(id: string | null, stays: boolean) => void} */
  point(id, stays) {
    if (stays && id) this.chosen = id;
    this.pointed = stays ? null : id;
    this.redraw();
  }

  /** @param {SourcePlace | null} line */
  pointAtLine(line) {
    this.line = line;
    this.redraw();
  }

  /** @param {EventTarget | null} target */
  hover(target) {
    const id = nearest(target, "arrow");
    if (id !== this.pointed) this.point(id, false);
  }

  /** @param {EventTarget | null} target */
  click(target) {
    const [id, column] = [nearest(target, "arrow"), nearest(target, "column")];
    const arrow = this.scene.arrows.find((each) => each.id === id);
    if (arrow) this.chosen = arrow.id;
    this.pointed = null;
    this.focus();
    if (arrow || column !== null) this.go(arrow ? arrow.column : Number(column));
  }

  /** @param {number} by */
  choose(by) {
    const own = this.own();
    const current = this.current();
    const at = own.findIndex((arrow) => arrow === current);
    const next = own[Math.min(Math.max(at + by, 0), own.length - 1)];
    if (next) this.point(next.id, true);
    this.readSoon();
  }

  // ---- keys, voice, file ------------------------------------------------------------------

  /** @override @type {Stepping<WiredModel>["keyActions"]} */
  keyActions(event) {
    return {
      ...super.keyActions(event),
      ArrowUp: () => this.choose(1),
      ArrowDown: () => this.choose(-1),
    };
  }

  /** @override */
  spoken() {
    const arrow = this.current();
    if (!arrow) return [];
    const ends = { from: arrow.source.name, to: arrow.target.name };
    return [fill(this.scene.words.one_arrow, { kind: arrow.title, shape: arrow.shape, ...ends })];
  }

  save() {
    const { scene, state, means } = this;
    if (!means) return;
    const width = Math.max(this.root.clientWidth, 900);
    const layout = layOut(scene, width, windowOf(scene, width, state.step));
    const { root: picture, show } = draw(layout, NOTHING, means);
    show(state.step, NOTHING);
    put(picture, { xmlns: "http://www.w3.org/2000/svg" }, []);
    picture.prepend(...describe(scene, layout, means.name));
    saveDrawing(picture);
  }

  /** @override */
  leave() {
    this.watch.disconnect();
    super.leave();
  }
}

/** @type {(target: EventTarget | null, name: "arrow" | "column") => string | null} */
function nearest(target, name) {
  const node = /** @type {Element | null} */ (target)?.closest?.(`[data-${name}]`);
  return node?.getAttribute(`data-${name}`) ?? null;
}
