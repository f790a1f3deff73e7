// @ts-check
// mount: the function that Streamlit calls at each rerun, for a class with receive and leave.

/** @import { Tell } from "../../../core/browser/base/types.d.ts" */

import { isLeaving, watchForLeaving } from "./leaving.js";

/** @template D @typedef {{ receive: (data: D, tell: Tell) => void, leave: () => void }} Mounted */

/**
 * @template D
 * @typedef {object} Given
 * @property {Element} parentElement
 * @property {D} data
 * @property {Tell} setStateValue
 * @property {Tell} setTriggerValue
 */

/** @type {WeakMap<Element, Mounted<any>>} */
const instances = new WeakMap();

// The instance reports by `setStateValue`, whose value stays, or by `setTriggerValue`, for one run.
// Streamlit calls what the function returns when the component goes.
/**
 * @template D
 * @param {new (host: Element) => Mounted<D>} Kind
 * @param {"setStateValue" | "setTriggerValue"} [report]
 * @returns {(given: Given<D>) => (() => void) | undefined}
 */
export const mount =
  (Kind, report = "setStateValue") =>
  ({ parentElement, data, ...streamlit }) => {
    if (!data) return undefined;
    watchForLeaving();
    if (!instances.has(parentElement)) {
      instances.set(parentElement, new Kind(parentElement));
      for (const root of parentElement.children) root.setAttribute("translate", "no");
    }
    const instance = /** @type {Mounted<any>} */ (instances.get(parentElement));
    instance.receive(data, (name, value) => {
      if (!isLeaving()) streamlit[report](name, value);
    });
    return () => {
      instance.leave();
      instances.delete(parentElement);
    };
  };
