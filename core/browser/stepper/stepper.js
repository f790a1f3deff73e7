// stepper: one trace on screen, with the wiring of its cell and the numbers in it.

import { answers } from "../base/answers.js";
import { Palette } from "../base/colour.js";
import { decimals, element } from "../base/elements.js";
import { Scene } from "../base/payload.js";
import { makeRibbon } from "../base/ribbon.js";
import { Steering } from "../base/steering.js";
import { makeTransport } from "../base/transport.js";
import { makeDiagram } from "./diagram.js";
import { makeEquations } from "./equations.js";
import { makeHistory } from "./history.js";
import { makeOpinion } from "./opinion.js";
import { knownSignal, signals, tintAt } from "./tint.js";

export class Stepper extends Steering {
  readScene(content, numbers) {
    return new Scene(content, numbers);
  }

  knownSignal(wanted) {
    return knownSignal(this.scene, wanted);
  }

  makeScreen(shared) {
    const { scene } = this;
    const palette = new Palette(scene, shared.theme);
    const colourAt = (...at) => tintAt(scene, palette, ...at);
    const context = { ...shared, palette, signals: signals(scene), tintAt: colourAt };
    const [ribbon, transport] = [makeRibbon(context), makeTransport(context)];
    const [diagram, equations] = [makeDiagram(context), makeEquations(context)];
    const opinion = makeOpinion(context);
    const history = makeHistory(context);
    const cell = element("div", { class: "gs-main" }, diagram.root, equations.root);
    const nodes = [ribbon.root, transport.root, opinion?.root, cell, history.root];
    return {
      panels: [ribbon, transport, diagram, opinion, equations, history].filter(Boolean),
      nodes: nodes.filter(Boolean),
    };
  }

  spoken({ step, unit, answered }) {
    const { scene } = this;
    const values = scene.quantities.map(
      ({ name, title }) => `${title} ${decimals(scene.value(name, step, unit))}`,
    );
    return [...values, ...(scene.outputs.length && answered ? answers(scene, step) : [])];
  }
}
