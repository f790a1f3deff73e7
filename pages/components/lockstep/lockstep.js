// @ts-check
// lockstep: one text, one step, up to three networks beside each other.

/** @import { Screen, Shared, SteppingActions, View } from "../../../core/browser/base/types.d.ts" */
/** @import { Bytes } from "../../../core/browser/base/arrays.js" */
/** @import { JointContent } from "./joint_scene.js" */
/** @import { Above } from "../../../core/browser/base/types.d.ts" */

import { answers } from "../../../core/browser/base/answers.js";
import { css } from "../../../core/browser/base/colour.js";
import { decimals, isolated } from "../../../core/browser/base/elements.js";
import { makeRibbon } from "../../../core/browser/base/ribbon.js";
import { Stepping } from "../../../core/browser/base/stepping.js";
import { makeTransport } from "../../../core/browser/base/transport.js";
import { mount } from "../base/mount.js";
import { makeJointOpinion } from "./chart.js";
import { makeColumns, MOST_ANSWERS } from "./columns.js";
import { hasUnit, JointScene, jointSignals, jointTint, NetworkPalette } from "./joint_scene.js";

/** @extends {Stepping<JointScene>} */
export class LockStep extends Stepping {
  /** @override @type {(content: JointContent, numbers: Bytes) => JointScene} */
  readScene(content, numbers) {
    return new JointScene(content, numbers);
  }

  /** @override @type {(wanted: string | undefined) => string} */
  knownSignal(wanted) {
    const names = jointSignals(this.scene).map(([name]) => name);
    return wanted && names.includes(wanted) ? wanted : names[0];
  }

  /** @override @type {(shared: Shared<JointScene, SteppingActions>) => Screen<View>} */
  makePanels(shared) {
    const { scene, root } = this;
    const palettes = scene.members.map((member) => new NetworkPalette(member, shared.theme));
    palettes.forEach(({ network }, place) =>
      root.style.setProperty(`--network-${place}`, css(network)),
    );
    /** @type {Above["tintAt"]} */
    const colourAt = (...at) => jointTint(scene, palettes, ...at);
    const above = { ...shared, signals: jointSignals(scene), tintAt: colourAt };
    const contexts = scene.members.map((member, place) => {
      return { ...shared, scene: member, palette: palettes[place] };
    });
    const opinion = makeJointOpinion(scene, shared);
    const panels = [
      makeRibbon(above),
      makeTransport(above),
      ...(opinion ? [opinion] : []),
      makeColumns(scene, contexts),
    ];
    return { panels, nodes: panels.map((panel) => panel.root) };
  }

  /** @override @type {(view: View) => string[]} */
  spoken({ step, unit, answered }) {
    const { members, outputs } = this.scene;
    return members.map((member) => {
      const { title } = member.quantity("hidden_state");
      const state = hasUnit(member, unit)
        ? [`${title} ${decimals(member.value("hidden_state", step, unit))}`]
        : [];
      const opinion = outputs.length && answered ? answers(member, step, MOST_ANSWERS) : [];
      return `${isolated(member.name)}: ${[...state, ...opinion].join(", ")}`;
    });
  }
}

export default mount(LockStep);
