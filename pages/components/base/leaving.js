// @ts-check
// leaving: whether people are leaving this page for another one that has not come yet.
//
// Until the first word of the next page has come, Streamlit takes a report for one about the page
// that people are leaving, and runs that again: over the next one, or instead of it. So nothing is
// reported from when they leave a page until another one is drawn, as `document.js` says.

const PAGE_COMES = 30_000; // ms: a page that has not come by then may not come at all
/** @type {{ page: string | undefined, at: number } | undefined} */
let pageLeft; // the page that people left last, and when

const pageDrawn = () => document.documentElement.dataset;

/** @param {Location | HTMLAnchorElement} there */
function leaveFor({ pathname }) {
  const { page, path } = pageDrawn();
  pageLeft = { page, at: pathname === path ? -Infinity : performance.now() };
}

/** @param {MouseEvent} event */
function followLink(event) {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  const newTab = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || newTab || link.target === "_blank" || link.origin !== location.origin) return;
  leaveFor(link);
}

export function watchForLeaving() {
  if (pageLeft) return;
  pageLeft = { page: pageDrawn().page, at: -Infinity };
  addEventListener("click", followLink, { capture: true });
  addEventListener("popstate", () => leaveFor(location));
}

export function isLeaving() {
  if (!pageLeft || pageDrawn().page !== pageLeft.page) return false;
  return performance.now() - pageLeft.at < PAGE_COMES;
}
