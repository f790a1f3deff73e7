// @ts-check
// tab_storage: keeps what is too long for a link in the tab's own storage, and finds it again.
// It is gone with the tab, and no other site can read it.

/** @import { Tell } from "../../../core/browser/base/types.d.ts" */

import { mount } from "../base/mount.js";

/** @typedef {{ left: Record<string, string>, name: string, wanted: string }} Kept */

const PREFIX = "gatescope-rest-";
const NAMES = "gatescope-rests";
const MOST = 8; // views that are kept: enough for Back and a reload

/** @returns {string[]} the names of what is kept, the latest one last */
function names() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAMES) ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return []; // somebody else's, or a frame without a storage
  }
}

/** @type {(name: string, left: Record<string, string>) => void} */
function store(name, left) {
  try {
    const kept = [...names().filter((other) => other !== name), name];
    for (const old of kept.slice(0, -MOST)) sessionStorage.removeItem(PREFIX + old);
    sessionStorage.setItem(PREFIX + name, JSON.stringify(left));
    sessionStorage.setItem(NAMES, JSON.stringify(kept.slice(-MOST)));
  } catch {
    // Without a storage, or in a full one, a reload shows the network's example.
  }
}

/** @param {string} name */
function find(name) {
  try {
    return sessionStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return "";
  }
}

class TabStorage {
  asked = "";

  /** @type {(data: Kept, tell: Tell) => void} */
  receive({ left, name, wanted }, tell) {
    if (name) store(name, left);
    if (wanted && wanted !== this.asked) tell("found", find(wanted));
    this.asked = wanted;
  }

  leave() {}
}

export default mount(TabStorage, "setTriggerValue");
