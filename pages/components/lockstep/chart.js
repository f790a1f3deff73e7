// @ts-check
// chart: the opinion of every network, a line each; in a lecture, people guess before it is shown.

/** @import { JointScene, Member } from "./joint_scene.js" */
/** @import { Curves } from "../../../core/browser/base/curve.js" */
/** @import { Panel, Shared, Stepped, SteppingActions, View } from "../../../core/browser/base/types.d.ts" */

import { followed } from "../../../core/browser/base/answers.js";
import { EDGE, makeCurves, makeLine, makeMiddle } from "../../../core/browser/base/curve.js";
import {
  decimals,
  element,
  fill,
  isolated,
  shareOf,
  write,
} from "../../../core/browser/base/elements.js";
import { cameHeights, isSeries } from "../../../core/browser/base/forecast.js";
import { columnAt } from "../../../core/browser/base/maps.js";
import { makeMark } from "./columns.js";
import { drawn, followsNext, inWords } from "./joint_scene.js";

/** @type {(joint: JointScene) => string} */
function chartSentence(joint) {
  const { words, outputs, members } = joint;
  if (isSeries(members[0])) return words.values_of;
  if (followsNext(joint)) return words.share_of_next;
  return outputs.length === 2
    ? fill(words.share_of, { output: outputs[1] })
    : words.share_of_best;
}

// The mark and name of a network, and its number at the current step.
/** @param {Member} member */
function makeKey(member) {
  const number = element("span", { class: "gs-value", "data-testid": `ls-drawn-${member.place}` });
  const name = element("bdi", { class: "ls-key-name" }, member.name);
  const root = element("li", {}, makeMark(member.place), name, number);
  /** @type {(step: number, answered: boolean) => void} */
  const show = (step, answered) => {
    const value = drawn(member, step);
    write(number, answered ? inWords(member, value) : "");
    number.setAttribute("data-value", answered ? String(value) : "");
  };
  return { root, show };
}

// The labels at the top, the middle and the bottom of the chart.
/** @type {(member: Member) => HTMLElement} */
function makeAxis(member) {
  const { span } = member;
  /** @type {(height: number) => string} */
  const at = (height) => (span ? decimals(span.low + height * span.width) : `${100 * height} %`);
  const marks = [1, 0.5, 0].map((height) => {
    const mark = element("span", {}, at(height));
    mark.style.top = shareOf(1 - height + EDGE, 1 + 2 * EDGE);
    return mark;
  });
  return element("div", { class: "ls-axis", "aria-hidden": "true" }, ...marks);
}

/**
 * @param {JointScene} joint
 * @param {Shared<Stepped, SteppingActions>} shared
 */
function makeJointCurves(joint, { actions, tip }) {
  const { members, length, words } = joint;
  const [first] = members;
  const steps = Array.from({ length }, (_, step) => step);
  const lines = members.map((member) => steps.map((step) => followed(member, step)));
  const ruler = isSeries(first) ? makeLine(cameHeights(first), "gs-came") : makeMiddle(length);
  const curves = makeCurves(lines, ruler);
  let lastSeen = length - 1;
  curves.plot.addEventListener("click", (event) =>
    actions.go(columnAt(event, curves.plot, length)),
  );
  tip.follow(curves.plot, (event) => {
    const step = columnAt(event, curves.plot, length);
    /** @type {(member: Member) => string} */
    const share = (member) => `${isolated(member.name)} ${inWords(member, drawn(member, step))}`;
    const token = isolated(joint.tokens[step].label);
    const shares = members.map(share).join(" · ");
    write(tip.root, fill(words.chart_tip, { shares, step: step + 1, token }));
    return step <= lastSeen;
  });
  /** @type {Curves["show"]} */
  const show = (step, last, answered) => {
    lastSeen = last;
    curves.show(step, last, answered);
  };
  return { root: element("div", { class: "ls-chart" }, makeAxis(first), curves.plot), show };
}

/**
 * @param {JointScene} joint
 * @param {SteppingActions} actions
 */
function makeAsk({ words }, actions) {
  const question = element("p", {});
  const button = element("button", { type: "button", class: "gs-button gs-answer" }, words.answer);
  button.dataset.testid = "gs-answer";
  button.addEventListener("click", actions.answer);
  return { root: element("div", { class: "gs-ask" }, question, button), question };
}

/**
 * @param {JointScene} joint
 * @param {Shared<Stepped, SteppingActions>} shared
 * @returns {Panel | null}
 */
export function makeJointOpinion(joint, shared) {
  if (!joint.outputs.length) return null;
  const { words, tokens } = joint;
  const keys = joint.members.map(makeKey);
  const curves = makeJointCurves(joint, shared);
  const ask = makeAsk(joint, shared.actions);
  const next = element("p", { class: "ls-next gs-aside", "data-testid": "ls-next" });
  const list = element("ul", { class: "ls-keys" }, ...keys.map(({ root }) => root));
  const sentence = element("bdi", {}, chartSentence(joint));
  const aside = element("span", { class: "gs-aside" }, sentence);
  const title = element("h2", {}, words.opinions, " ", aside);
  const stage = element("div", { class: "gs-stage" }, list, ask.root);
  const root = element("section", { class: "gs-card", "data-testid": "ls-opinion" });
  root.append(title, stage, curves.root, ...(followsNext(joint) ? [next] : []));
  /** @type {(view: View) => void} */
  const show = ({ step, answered, opinionSeen }) => {
    /** @type {(at: number) => string} */
    const label = (at) => isolated(tokens[at].label);
    ask.root.hidden = answered;
    write(ask.question, fill(words.ask_all, { token: label(step) }));
    const came = followsNext(joint) && answered && step + 1 < joint.length;
    write(next, came ? fill(words.came_next, { token: label(step + 1) }) : "");
    list.ariaHidden = String(!answered);
    keys.forEach((key) => key.show(step, answered));
    curves.show(step, opinionSeen, answered);
  };
  return { root, show };
}
