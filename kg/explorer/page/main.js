// The page as a whole: one change goes in, everything is shown again, and the address follows.

import { fragment, stateOf } from "./address.js";
import { tallyWords } from "./charts.js";
import { openLink, openNode } from "./card.js";
import { showCard, toTopOfCard } from "./details.js";
import { meta, nodeById, allNodes } from "./data.js";
import { element, fill, name } from "./element.js";
import { savePicture, saveTable } from "./files.js";
import { openHandle } from "./handle.js";
import { openHelp, openKeyboard } from "./keyboard.js";
import { readPalette } from "./palette.js";
import { openSearch } from "./search.js";
import { filtered, lineSample, openSidebar, showSidebar } from "./sidebar.js";
import { bringIntoView, fit, focusNode, openStage, showStage, zoom } from "./stage.js";
import { change, noFilters, onChange, same, select, state } from "./state.js";
import { inView, showTable } from "./table.js";
import { openTimeline, showTimeline } from "./timeline.js";
import { touches, viewOf } from "./view.js";
import { dayWords, number, plural } from "./words.js";

const systemTheme = matchMedia("(prefers-color-scheme: dark)");

const ADDRESS_PAUSE = 250; // milliseconds

let view = viewOf(state);
let addressWritten = -ADDRESS_PAUSE;
let addressLater = 0;

/** Read aloud by screen readers. */
function say(text) {
  element("live").textContent = text;
}

/** A node in a sentence, for those who listen. */
function describe(node) {
  const links = view.links.filter((link) => touches({ kind: "node", node }, link)).length;
  return `${node.label}, ${node.kind}. ${tallyWords(view.tallies[node.index])} statements. ${plural(links, "link")}.`;
}

function showAll(/** @type {typeof state} */ now, /** @type {typeof state} */ before) {
  view = viewOf(now);
  applyTheme();
  showSidebar(view);
  showTimeline(view);
  showStage(view, now, before);
  showCard(view, now);
  showTable(view, now);
  showHeader();
  writeAddress();
  announce(now, before);
}

function announce(now, before) {
  if (!same(now.selection, before.selection)) {
    toTopOfCard();
    const { selection } = now;
    if (!selection) say("Selection cleared");
    else if (selection.kind === "node") say(describe(selection.node));
    else say(`Link from ${selection.from.label} to ${selection.to.label} opened`);
  } else if (now.filters !== before.filters) {
    say(`${plural(view.statements.length, "statement")} shown`);
  }
}

function showHeader() {
  const { selection } = state;
  const press = (id, on) => element(id).setAttribute("aria-pressed", String(on));
  press("lay-network", state.layout === "network");
  press("lay-columns", state.layout === "columns");
  press("view-table", state.view === "table");
  element("pill").hidden = !selection;
  element("legend").hidden = state.view === "table";
  if (selection?.kind === "node") fill(element("pill-text"), "Showing links of ", name(selection.node.label));
  if (selection?.kind === "link")
    fill(element("pill-text"), name(selection.from.label), " → ", name(selection.to.label));
  element("empty").hidden = view.drawnNodes.size > 0;
  element("empty-reset").hidden = !filtered();
  element("empty-text").textContent = allNodes.length
    ? "No statement passes these filters."
    : "There are no statements in this network.";
}

/** Browsers allow few changes of the address a second; a slider makes many. The last one is always written. */
function writeAddress() {
  clearTimeout(addressLater);
  const wait = addressWritten + ADDRESS_PAUSE - performance.now();
  if (wait > 0) {
    addressLater = setTimeout(writeAddress, wait);
    return;
  }
  addressWritten = performance.now();
  const text = fragment(state);
  try {
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  } catch {
    // A page inside another one has no address of its own.
  }
}

function applyTheme() {
  const dark = state.theme ? state.theme === "dark" : systemTheme.matches;
  const theme = dark ? "dark" : "light";
  if (document.documentElement.dataset.theme === theme) return;
  document.documentElement.dataset.theme = theme;
  readPalette();
}

function turnTheme() {
  const dark = document.documentElement.dataset.theme === "dark";
  const next = dark ? "light" : "dark";
  change({ theme: (next === "dark") === systemTheme.matches ? "" : next });
}

function openFound(node) {
  openNode(node);
  bringIntoView(node);
  focusNode(node);
  toTopOfCard(true);
}

function openHeader() {
  element("lay-network").addEventListener("click", () => change({ layout: "network", view: "picture" }));
  element("lay-columns").addEventListener("click", () => change({ layout: "columns", view: "picture" }));
  element("view-table").addEventListener("click", () =>
    change({ view: state.view === "table" ? "picture" : "table" }),
  );
  element("turn-theme").addEventListener("click", turnTheme);
  element("open-help").addEventListener("click", openHelp);
  element("pill-all").addEventListener("click", () => select(null));
  element("empty-reset").addEventListener("click", () => change({ filters: noFilters() }));
  element("save-csv").addEventListener("click", () => saveTable(inView(view, state)));
  element("save-png").addEventListener("click", () =>
    savePicture(captions(), (blob) => say(blob ? "Picture saved" : "The picture could not be made")),
  );
  element("open-filters").addEventListener("click", turnDrawer);
  element("close-filters").addEventListener("click", turnDrawer);
  element("zoom-in").addEventListener("click", () => zoom(1.25));
  element("zoom-out").addEventListener("click", () => zoom(0.8));
  element("zoom-fit").addEventListener("click", () => fit(true));
  element("skip").addEventListener("click", skip);
  openCopyLink();
}

/** The link to the details must not write its target into the address, where the state stands. */
function skip(event) {
  event.preventDefault();
  toTopOfCard(true);
}

/** What a picture needs to say about itself. */
function captions() {
  const { filters, selection } = state;
  const subject =
    selection?.kind === "node"
      ? selection.node.label
      : selection && `${selection.from.label} → ${selection.to.label}`;
  return [
    `${number(view.statements.length)} of ${plural(meta.counts.statements, "statement")}`,
    plural(view.drawnNodes.size, "node"),
    plural(view.drawn.length, "link"),
    Number.isFinite(filters.from) && `${dayWords(filters.from)} – ${dayWords(filters.to)}`,
    filters.confidence > 0 && `confidence from ${Math.round(filters.confidence * 100)}%`,
    filters.chosen.size > 0 && "filtered",
    subject && `links of ${subject}`,
  ].filter((line) => typeof line === "string");
}

/** Copying an address makes sense where the page has one. */
function openCopyLink() {
  const button = element("copy-link");
  button.hidden = location.protocol === "about:" || !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Link copied");
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copy it from above";
    }
    setTimeout(() => (button.textContent = "Copy link"), 1600);
  });
}

/** On narrow screens the filters are a drawer. */
function turnDrawer() {
  const open = document.body.classList.toggle("drawer");
  element("open-filters").setAttribute("aria-expanded", String(open));
  element(open ? "filters" : "open-filters").focus();
}

function leave() {
  if (document.body.classList.contains("drawer")) turnDrawer();
  else select(null);
}

function openLegend() {
  element("legend").open = element("stage").clientHeight >= 520;
  for (const sign of [1, 0, -1]) element(`legend-${sign}`).prepend(lineSample(sign));
}

function begin() {
  const asked = location.hash.length > 1 && location.protocol !== "about:";
  const focus = nodeById.get(meta.focus);
  const before = { ...state };
  Object.assign(state, stateOf(asked ? location.hash : ""));
  if (!asked && focus) state.selection = { kind: "node", node: focus };
  readPalette();
  applyTheme();
  openSidebar();
  openTimeline();
  openLegend();
  openHeader();
  openStage({
    onNode: openNode,
    onLink: (link) => openLink(link.from, link.to),
    onNothing: () => select(null),
  });
  openSearch(openFound, () => element("stage").focus());
  openKeyboard({ view: () => view, openNode, openLink, clear: leave, say, describe });
  onChange(showAll);
  showAll(state, before);
  addEventListener("hashchange", ({ newURL }) => change(stateOf(new URL(newURL).hash)));
  systemTheme.addEventListener("change", () => change({}));
  requestAnimationFrame(() => requestAnimationFrame(() => openHandle(() => view)));
}

begin();
