// @ts-check
// document: what holds for the page as a whole, and Streamlit cannot be told.

import { stepAfterEnter } from "./keys_after_enter.js";
import { keepNumbersFresh } from "./translation.js";

// The address contains the sentence: other sites do not get it as the referrer.
function sendNoReferrer() {
  const meta = document.createElement("meta");
  meta.name = "referrer";
  meta.content = "no-referrer";
  document.head.append(meta);
}

// Each mark of a chart is painted by itself. In a layer of its own, a chart is left as it is when
// something else on the page moves; otherwise the browser arranges all its marks at each step.
function giveChartsLayers() {
  const style = document.createElement("style");
  style.textContent = "[data-testid=stPlotlyChart] { will-change: transform; }";
  document.head.append(style);
}

// The page that is drawn, and its address. A page may be drawn again after a click on a link, when
// the address is that of the next page already.
/** @param {string} page */
function markDrawn(page) {
  const { dataset } = document.documentElement;
  if (dataset.page !== page) dataset.path = location.pathname;
  dataset.page = page;
}

// A lecture begins at the top of the page, where its cell is above the fold.
/** @param {boolean} lecture */
function beginLecture(lecture) {
  const { dataset } = document.documentElement;
  const begins = lecture && dataset.lecture === "false";
  dataset.lecture = String(lecture);
  if (begins) document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0, behavior: "instant" });
}

/** @param {{ data: { language: string, page: string, lecture: boolean } }} given */
export default function ({ data }) {
  document.documentElement.lang = data.language;
  markDrawn(data.page);
  beginLecture(data.lecture);
  if (document.querySelector("meta[name=referrer]")) return;
  sendNoReferrer();
  giveChartsLayers();
  keepNumbersFresh();
  stepAfterEnter();
}
