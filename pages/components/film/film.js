// @ts-check
// film: mounts the film of a training in Streamlit.

import { Film } from "../../../core/browser/film/film.js";
import { mount } from "../base/mount.js";

export default mount(Film);
