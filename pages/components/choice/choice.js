// @ts-check
// choice: mounts the panel of a token's choice in Streamlit.

import { ChoicePanel } from "../../../core/browser/choice/panel.js";
import { mount } from "../base/mount.js";

export default mount(ChoicePanel, "setTriggerValue");
