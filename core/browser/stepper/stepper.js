// @ts-check
// stepper: one trace on screen, with the wiring of its cell and the numbers in it.

/** @import { Bytes } from "../base/arrays.js" */
/** @import { Above, SceneContent, Screen, Shared, SteppingActions, View } from "../base/types.d.ts" */

import { answers } from "../base/answers.js";
import { Palette } from "../base/colour.js";
import { decimals, element } from "../base/elements.js";
import { Scene } from "../base/payload.js";
import { makeRibbon } from "../base/ribbon.js";
import { Stepping } from "../base/stepping.js";
import { makeTransport } from "../base/transport.js";
import { makeDiagram } from "./diagram.js";
import { makeEquations } from "./equations.js";
import { makeHistory } from "./history.js";
import { makeOpinion } from "./opinion.js";
import { makeReadout } from "./readout.js";
import { makeSeen } from "./seen.js";
import { knownSignal, signals, tintAt } from "./tint.js";

/** @extends {Stepping<Scene>} */
export class Stepper extends Stepping {
  /** @override @type {(content: SceneContent, numbers: Bytes) => Scene} */
  readScene(content, numbers) {
    return new Scene(content, numbers);
  }

  /** @override @type {(wanted: string | undefined) => string} */
  knownSignal(wanted) {
    return knownSignal(this.scene, wanted);
  }

  /** @override @type {(shared: Shared<Scene, SteppingActions>) => Screen<View>} */
  makePanels(shared) {
    const { scene } = this;
    const palette = new Palette(scene, shared.theme);
    /** @type {Above["tintAt"]} */
    const colourAt = (...at) => tintAt(scene, palette, ...at);
    const above = { ...shared, signals: signals(scene), tintAt: colourAt };
    const context = { ...shared, palette };
    const [ribbon, transport] = [makeRibbon(above), makeTransport(above)];
    const [diagram, equations] = [makeDiagram(context), makeEquations(context)];
    const [opinion, readout] = [makeOpinion(context), makeReadout(scene)];
    const [seen, history] = [makeSeen(context), makeHistory(context)];
    diagram.root.append(seen.root);
    const main = [diagram, equations, ...(readout ? [readout] : [])];
    const cell = element("div", { class: "gs-main" }, ...main.map(({ root }) => root));
    const opinions = opinion ? [opinion] : [];
    return {
      panels: [ribbon, transport, ...opinions, ...main, seen, history],
      nodes: [ribbon, transport, ...opinions].map(({ root }) => root).concat(cell, history.root),
    };
  }

  /** @override @type {(view: View) => string[]} */
  spoken({ step, unit, answered }) {
    const { scene } = this;
    const values = scene.quantities.map(
      ({ name, title }) => `${title} ${decimals(scene.value(name, step, unit))}`,
    );
    return [...values, ...(scene.outputs.length && answered ? answers(scene, step) : [])];
  }
}
