// The line above the picture: layouts, table, comparison, story, and what can be taken along.

import { countWords, filterWords, isFiltered } from "./captions.js";
import { allNodes } from "./data.js";
import { element, fill, name } from "./element.js";
import { canCompare, mainStage, shownStages, turnComparison } from "./panes.js";
import { savePng, saveSvg } from "./picture.js";
import { readPalette } from "./palette.js";
import { saveSpreadsheet } from "./spreadsheet.js";
import { change, noFilters, select, state } from "./state.js";
import { inView } from "./table.js";
import { touches } from "./view.js";
import { number } from "./words.js";

/**
 * @typedef {import("./view.js").View} View
 */

const LAYOUT_BUTTONS = ["network", "columns", "spectrum"];

const systemTheme = matchMedia("(prefers-color-scheme: dark)");

/** Make the buttons work. `view` gives what is shown when one is pressed. */
export function openHeader(/** @type {() => View} */ view, /** @type {(text: string) => void} */ say) {
  const onClick = (id, action) => element(id).addEventListener("click", action);
  for (const layout of LAYOUT_BUTTONS)
    onClick(`lay-${layout}`, () => change(/** @type {any} */ ({ layout, view: "picture" })));
  onClick("view-table", () => change({ view: state.view === "table" ? "picture" : "table" }));
  element("compare").hidden = !canCompare();
  onClick("compare", turnComparison);
  onClick("turn-theme", turnTheme);
  onClick("pill-all", () => select(null));
  onClick("empty-reset", () => change({ filters: noFilters() }));
  onClick("save-csv", () => saveSpreadsheet(inView(view(), state)));
  onClick("save-svg", () => saveSvg(shownStages(), state, view()));
  onClick("save-png", () =>
    savePng(shownStages(), state, view(), (made) =>
      say(made ? "Picture saved" : "The picture could not be made"),
    ),
  );
  onClick("zoom-in", () => mainStage().zoom(1.25));
  onClick("zoom-out", () => mainStage().zoom(0.8));
  onClick("zoom-fit", () => mainStage().fit(true));
  openCopyLink(say);
  systemTheme.addEventListener("change", () => change({}));
}

/** Press what is on, and say what is missing. */
export function showHeader(/** @type {View} */ view) {
  const { selection } = state;
  const press = (id, on) => element(id).setAttribute("aria-pressed", String(on));
  for (const layout of LAYOUT_BUTTONS) press(`lay-${layout}`, state.layout === layout);
  press("view-table", state.view === "table");
  press("compare", state.compare !== null);
  document.body.classList.toggle("comparing", state.compare !== null);
  element("pill").hidden = !selection || state.view === "table";
  element("legend").hidden = state.view === "table";
  if (selection) fill(element("pill-text"), subject(selection, view));
  element("empty").hidden = view.drawnNodes.size > 0 || state.view === "table";
  element("empty-reset").hidden = !isFiltered(state.filters);
  element("empty-text").textContent = emptyWords(view);
  element("printed").textContent = `${countWords(view)} · ${filterWords(state, view)}`;
}

/** Colour the page as the reader has it, or the system. */
export function applyTheme() {
  const dark = state.theme ? state.theme === "dark" : systemTheme.matches;
  const theme = dark ? "dark" : "light";
  if (document.documentElement.dataset.theme === theme) return;
  document.documentElement.dataset.theme = theme;
  readPalette();
}

function turnTheme() {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  change({ theme: (next === "dark") === systemTheme.matches ? "" : next });
}

function subject(selection, { links, drawn }) {
  const own = (some) => some.filter((link) => touches(selection, link)).length;
  const some = own(drawn) < own(links) && state.layout !== "spectrum";
  const amount = some ? `the strongest ${number(own(drawn))} of ${number(own(links))} links` : "links";
  if (selection.kind === "node") return [`Showing ${amount} of `, name(selection.node.label)];
  if (selection.kind === "document")
    return [`Showing ${amount} in `, name(selection.source.title ?? selection.source.id)];
  return [name(selection.from.label), " → ", name(selection.to.label)];
}

function emptyWords({ statements }) {
  if (!allNodes.length) return "There are no statements in this network.";
  if (statements.length && state.layout === "spectrum")
    return "Nobody spoke on this issue here. Choose another one above.";
  if (statements.length) return "Nothing of it has a place in this layout.";
  return "No statement passes these filters.";
}

/** Copying an address makes sense where the page has one. */
function openCopyLink(say) {
  const button = element("copy-link");
  const words = [...button.childNodes];
  button.hidden = location.protocol === "about:" || !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Link copied");
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copy it from above";
    }
    setTimeout(() => button.replaceChildren(...words), 1600);
  });
}
