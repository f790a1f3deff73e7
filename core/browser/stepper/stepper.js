// @ts-check
// stepper: one trace on screen, with the wiring of its cell and the numbers in it.

/** @import { Bytes } from "../base/arrays.js" */
/** @import { Above, Cue, SceneContent, Screen, Shared } from "../base/types.d.ts" */
/** @import { SteppingActions, SteppingState, UnrolledState, View } from "../base/types.d.ts" */
/** @import { UnrolledPanel } from "../unrolled/unrolled.js" */

import { answers } from "../base/answers.js";
import { Palette } from "../base/colour.js";
import { decimals, element } from "../base/elements.js";
import { Scene } from "../base/payload.js";
import { makeRibbon } from "../base/ribbon.js";
import { remembered } from "../base/steering.js";
import { Stepping } from "../base/stepping.js";
import { makeTransport } from "../base/transport.js";
import { makeUnrolled } from "../unrolled/unrolled.js";
import { makeDiagram } from "./diagram.js";
import { makeEquations } from "./equations.js";
import { makeHistory } from "./history.js";
import { makeOpinion } from "./opinion.js";
import { makeReadout } from "./readout.js";
import { makeSeen } from "./seen.js";
import { knownSignal, signals, tintAt } from "./tint.js";

/** @extends {Stepping<Scene>} */
export class Stepper extends Stepping {
  /** @type {UnrolledPanel | null} */
  unrolled = null;

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
    const aboveAll = { ...shared, signals: signals(scene), tintAt: colourAt };
    const context = { ...shared, palette };
    const [ribbon, transport] = [makeRibbon(aboveAll), makeTransport(aboveAll)];
    const [diagram, equations] = [makeDiagram(context), makeEquations(context)];
    const [opinion, readout] = [makeOpinion(context), makeReadout(scene)];
    const [seen, history] = [makeSeen(context), makeHistory(context)];
    diagram.root.append(seen.root);
    const main = [diagram, equations, ...(readout ? [readout] : [])];
    const cell = element("div", { class: "gs-main" }, ...main.map(({ root }) => root));
    const opinions = opinion ? [opinion] : [];
    this.unrolled?.leave();
    this.unrolled = scene.unrolled
      ? makeUnrolled(context, ribbon, (choice) => this.unroll(choice), () => this.digest)
      : null;
    const above = this.unrolled ?? ribbon;
    return {
      panels: [ribbon, ...(this.unrolled ? [above] : []), transport, ...opinions, ...main, seen, history],
      nodes: [above, transport, ...opinions].map(({ root }) => root).concat(cell, history.root),
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
  // How the cell stands above the tokens comes with a new cue, and is otherwise chosen here.
  /** @override @param {Cue} cue */
  follow(cue) {
    const stored = /** @type {SteppingState | undefined} */ (remembered.get(this.scene.id));
    const moved = (this.state ?? stored)?.cue !== cue.number;
    super.follow(cue);
    if (moved || !this.state.unrolled) this.state.unrolled = cue.unrolled;
  }

  /** @param {Partial<UnrolledState>} choice */
  unroll(choice) {
    const { unrolled } = this.state;
    this.state.unrolled = { ...(unrolled ?? { form: "closed", kind: null }), ...choice };
    this.render();
    this.tell("unrolled", this.state.unrolled);
  }

  /** @override */
  leave() {
    this.unrolled?.leave();
    super.leave();
  }
}
