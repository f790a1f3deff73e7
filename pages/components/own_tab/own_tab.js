// @ts-check
// own_tab: where this page has no cookie, says so and links to the same view in a tab of its own.

/** @import { Tell } from "../../../core/browser/base/types.d.ts" */

import { element } from "../../../core/browser/base/elements.js";
import { mount } from "../base/mount.js";

/** @typedef {{ words: { why: string, open: string } }} Given */

const TOKEN = /(^|; )_streamlit_xsrf=/;

export function hasCookie() {
  try {
    return TOKEN.test(document.cookie);
  } catch {
    return false; // a frame in a sandbox may not even ask
  }
}

class OwnTab {
  /** @param {Element} host */
  constructor(host) {
    this.text = element("p", {});
    this.link = element("a", { target: "_blank", rel: "noopener" });
    this.note = element("div", { class: "ot-note", role: "note", hidden: "" }, this.text, this.link);
    host.append(this.note);
  }

  /** @type {(data: Given, tell: Tell) => void} */
  receive({ words }, tell) {
    const refused = !hasCookie();
    this.note.hidden = !refused;
    this.text.textContent = words.why;
    this.link.textContent = words.open;
    this.link.href = location.href;
    if (refused) tell("refused", true);
  }

  leave() {
    this.note.remove();
  }
}

export default mount(OwnTab);
