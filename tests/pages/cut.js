// What of a page is cut: a list of sentences, empty where nothing is.
() => {
  const found = new Set();
  const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const main = document.querySelector("[data-testid=stMain]");
  const name = (node) => {
    const words = (node.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
    const key = node.closest("[class*=st-key-]")?.className.match(/st-key-([\w-]+)/)?.[1] ?? "";
    return `${node.dataset?.testid || node.className} in "${key}": “${words}”`;
  };

  // Text in a part that hides what does not fit; whole and visible text only. Typed text may be cut
  // in its field and in lists of it, and a table is looked at below.
  const HIDING = ["hidden", "clip"];
  const TYPED = ".gs-bar-name, .ga-token, .stDataFrame, .stDataFrame *, .gs-plot, .gs-hidden, .ls-next";
  const look = (node) => {
    if (node.shadowRoot) node.shadowRoot.querySelectorAll("*").forEach(look);
    if (node instanceof SVGElement || !node.textContent?.trim() || node.matches(TYPED)) return;
    if (node.clientWidth <= 1 || node.clientHeight <= 1 || !shown(node)) return;
    const { overflowX, overflowY } = getComputedStyle(node);
    const across = HIDING.includes(overflowX) && node.scrollWidth > node.clientWidth + 1;
    const down = HIDING.includes(overflowY) && node.scrollHeight > node.clientHeight + 1;
    if (across || down) found.add(`cut: ${name(node)}`);
  };
  main.querySelectorAll("*").forEach(look);
  if (main.scrollWidth > main.clientWidth + 1) found.add("the page is wider than the window");

  for (const table of main.querySelectorAll(".stDataFrame .dvn-scroller"))
    if (table.scrollWidth > table.clientWidth + 10) // the bar that scrolls down takes ten
      found.add(`columns out of sight: ${name(table.closest(".stDataFrame"))}`);

  const meet = (a, b) => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  ];
  for (const chart of main.querySelectorAll(".js-plotly-plot")) {
    const box = chart.getBoundingClientRect();
    const labels = [...chart.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() && shown(text) && !text.closest(".hoverlayer"))
      .map((text) => [text.textContent.slice(0, 40), text.getBoundingClientRect()]);
    const inside = ({ left, right, top, bottom }) =>
      left > box.left - 2 && right < box.right + 2 && top > box.top - 2 && bottom < box.bottom + 2;
    for (const [text, place] of labels)
      if (!inside(place)) found.add(`outside of its chart: “${text}”, ${name(chart)}`);
    labels.forEach(([text, place], index) => {
      for (const [other, where] of labels.slice(index + 1)) {
        const [across, down] = meet(place, where);
        if (across > 2 && down > 4) found.add(`“${text}” over “${other}”, ${name(chart)}`);
      }
    });
    const plots = [...chart.querySelectorAll(".cartesianlayer .plot")];
    for (const legend of chart.querySelectorAll(".legend"))
      for (const plot of plots) {
        const [across, down] = meet(legend.getBoundingClientRect(), plot.getBoundingClientRect());
        if (across > 2 && down > 8) found.add(`the legend over the lines, ${name(chart)}`);
      }
  }
  return [...found];
}
