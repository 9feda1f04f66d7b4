// The page as a whole: one change goes in, everything is shown again, and the address follows.

import { fragment, stateOf } from "./address.js";
import { viewWords } from "./captions.js";
import { tallyWords } from "./charts.js";
import { openLink, openNode } from "./card.js";
import { showBeginningOfCard, showCard, toTopOfCard } from "./details.js";
import { meta, nodeById } from "./data.js";
import { element } from "./element.js";
import { openHandle } from "./handle.js";
import { applyTheme, openHeader, showHeader } from "./header.js";
import { openHelp, openKeyboard } from "./keyboard.js";
import { readPalette } from "./palette.js";
import { mainStage, openPanes, showPanes, shownStages, viewsOf } from "./panes.js";
import { openMaker, showMaker } from "./maker.js";
import { openPlayer, watchPlayer } from "./player.js";
import { openSearch } from "./search.js";
import { lineSample, openSidebar, showSidebar } from "./sidebar.js";
import { change, onChange, same, select, state } from "./state.js";
import { hasStory, openStory, showStory, stepState } from "./story.js";
import { showTable } from "./table.js";
import { openTimeline, showTimeline } from "./timeline.js";
import { fitRoom, touches } from "./view.js";
import { plural } from "./words.js";

const ADDRESS_PAUSE = 250; // milliseconds

/** What is shown as a whole, and on each side of a comparison. */
let shown = /** @type {ReturnType<typeof viewsOf>} */ (/** @type {unknown} */ (null));
let addressWritten = -ADDRESS_PAUSE;
let addressLater = 0;

/** Read aloud by screen readers. */
function say(text) {
  element("live").textContent = text;
}

/** A node in a sentence, for those who listen. */
function describe(node) {
  const { links, tallies } = shown.whole;
  const count = links.filter((link) => touches({ kind: "node", node }, link)).length;
  return `${node.label}, ${node.kind}. ${tallyWords(tallies[node.index])} statements. ${plural(count, "link")}.`;
}

function showAll(/** @type {typeof state} */ now, /** @type {typeof state} */ before) {
  shown = viewsOf(now);
  const { whole, sides } = shown;
  applyTheme();
  showStory();
  showMaker();
  showSidebar(whole);
  showTimeline(whole);
  showPanes(shown, now, before);
  showCard(whole, now, sides);
  showTable(whole, now);
  showHeader(whole);
  watchPlayer();
  writeAddress();
  announce(now, before);
}

function announce(now, before) {
  if (!same(now.selection, before.selection)) {
    toTopOfCard();
    if (now.selection && !now.step) showBeginningOfCard();
    say(now.selection ? selectionWords(now.selection) : "Selection cleared");
  } else if (now.filters !== before.filters) {
    say(`${plural(shown.whole.statements.length, "statement")} shown`);
  } else if (now.view !== before.view || now.layout !== before.layout || now.compare !== before.compare) {
    say(viewWords(now, shown.whole));
  }
}

function selectionWords(selection) {
  if (selection.kind === "node") return describe(selection.node);
  if (selection.kind === "document")
    return `Document ${selection.source.title ?? selection.source.id} opened`;
  return `Link from ${selection.from.label} to ${selection.to.label} opened`;
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

function openFound(node) {
  openNode(node);
  mainStage().bringIntoView(node);
  mainStage().focus(node);
  toTopOfCard(true);
}

function openButtons() {
  element("open-help").addEventListener("click", openHelp);
  element("open-filters").addEventListener("click", turnDrawer);
  element("close-filters").addEventListener("click", turnDrawer);
  element("skip").addEventListener("click", (event) => skip(event, () => toTopOfCard(true)));
  element("skip-to-stage").addEventListener("click", (event) => skip(event, () => element("stage").focus()));
}

/** Such a link must not write its target into the address, where the state stands. */
function skip(event, /** @type {() => void} */ go) {
  event.preventDefault();
  go();
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

/** What the address asks for; without it, the story's beginning or whom the page was made for. */
function firstState() {
  const asked = location.hash.length > 1 && location.protocol !== "about:";
  const focus = nodeById.get(meta.focus);
  if (!asked && hasStory) return stepState(1);
  const first = stateOf(asked ? location.hash : "");
  if (!asked && focus) first.selection = { kind: "node", node: focus };
  return first;
}

function begin() {
  const before = { ...state };
  Object.assign(state, firstState());
  readPalette();
  applyTheme();
  fitRoom(element("stage").clientWidth, element("stage").clientHeight);
  openSidebar();
  openTimeline();
  openLegend();
  openHeader(() => shown.whole, say);
  openButtons();
  openPlayer(say);
  openStory();
  openMaker(say);
  openPanes({
    onNode: openNode,
    onLink: (link) => openLink(link.from, link.to),
    onNothing: () => select(null),
  });
  openSearch(openFound, () => element("stage").focus());
  openKeyboard({
    stage: mainStage(),
    view: () => shown.whole,
    openNode,
    openLink,
    clear: leave,
    say,
    describe,
  });
  onChange(showAll);
  showAll(state, before);
  addEventListener("hashchange", ({ newURL }) => change(stateOf(new URL(newURL).hash)));
  // With the first frame the picture is drawn; what follows in a task of its own comes after its layout too.
  requestAnimationFrame(() => setTimeout(() => openHandle(() => shown.whole, shownStages)));
}

begin();
