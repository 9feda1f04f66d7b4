// The page: what is asked, how the answer is shown, and the address that says both.

import { ask, found, written } from "./answer.js";
import { query } from "./editor.js";
import { element, fill, h } from "./element.js";
import { examples } from "./examples.js";
import { picture } from "./picture.js";
import { addressOf, stateOf } from "./state.js";
import { table } from "./table.js";

const data = JSON.parse(element("kg-data").textContent);
const root = document.documentElement;
const VIEWS = ["table", "graph", "text"];
const SAVES = {
  select: [["CSV", "text/csv", "csv"], ["TSV", "text/tab-separated-values", "tsv"], ["JSON", "application/sparql-results+json", "srj"]],
  graph: [["Turtle", "text/turtle", "ttl"], ["JSON-LD", "application/ld+json", "jsonld"], ["RDF/XML", "application/rdf+xml", "rdf"]],
};

let answer = null;
let asked = "";
let view = "table";
let asking = null; // what can stop the question that is under way

function run() {
  asked = query.text;
  return answered((signal) => ask(asked, signal));
}

async function answered(/** @type {(signal: AbortSignal) => Promise<object>} */ question) {
  stop();
  const stopping = new AbortController();
  asking = stopping;
  busy(true);
  tell("asking …");
  wrong(null);
  delete root.dataset.answered;
  try {
    const came = await question(stopping.signal);
    if (asking !== stopping) return;
    answer = came;
    show();
  } catch (error) {
    if (asking !== stopping && error.name === "AbortError") return;
    tell("");
    wrong(error.name === "AbortError" ? "stopped" : `the server cannot be reached: is it still running? (${error.message})`);
  }
  asking = null;
  busy(false);
  root.dataset.answered = "1";
}

function stop() {
  const was = asking;
  asking = null;
  was?.abort();
  busy(false);
}

function busy(yes) {
  element("stop").hidden = !yes;
}

function tell(text) {
  element("told").textContent = text;
}

function wrong(message) {
  element("wrong").hidden = !message;
  element("wrong").textContent = message ?? "";
}

function show() {
  const { kind } = answer;
  element("views").hidden = kind === "wrong" || kind === "ask";
  for (const name of VIEWS) {
    const button = element(`view-${name}`);
    button.hidden = kind !== "graph";
    button.setAttribute("aria-pressed", String(name === view));
  }
  fill(element("saves"), (SAVES[kind] ?? []).map(([name, media, ending]) => h("button", { type: "button", onclick: () => save(media, ending) }, `Save ${name}`)));
  const seconds = `in ${answer.seconds.toFixed(2)} s`;
  if (kind === "wrong") {
    tell("");
    wrong(answer.message);
    fill(element("result"));
    if (answer.place) query.mark(answer.place);
    return;
  }
  const count = answer.rows?.length ?? answer.triples?.length ?? 1;
  const what = kind === "graph" ? "triple" : "row";
  const cut = answer.newest ? `, the best of the ${answer.newest.toLocaleString("en")} that were added last: more words reach the others` : answer.shortened ? `; there are more than these: the server's limit is reached` : "";
  tell(kind === "ask" ? seconds : `${count} ${what}${count === 1 ? "" : "s"} ${seconds}${cut}`);
  if (kind === "ask") fill(element("result"), h("p", { class: "yes" }, answer.boolean ? "Yes" : "No"));
  else if (kind === "select" || kind === "found") fill(element("result"), count ? table(answer.columns, answer.rows, data.prefixes) : nothing());
  else if (!count) fill(element("result"), nothing());
  else if (view === "graph") fill(element("result"), picture(answer.triples, data.prefixes));
  else if (view === "text") text();
  else fill(element("result"), table(["subject", "predicate", "object"], answer.triples, data.prefixes));
}

function nothing() {
  return h("p", { class: "none" }, answer.kind === "found" ? "These words stand in no sentence of the graph." : "Nothing in the graph fits this query.");
}

async function text() {
  const shown = h("pre", { tabindex: "0", "aria-label": "The triples as Turtle" }, "…");
  fill(element("result"), shown);
  shown.textContent = needed(await written(asked, "text/turtle"));
}

/** Turtle without the prefixes that nothing in it uses. */
function needed(/** @type {string} */ turtle) {
  const lines = turtle.split("\n");
  const said = lines.filter((line) => !line.startsWith("@prefix ")).join("\n");
  return lines.filter((line) => !line.startsWith("@prefix ") || said.includes(line.split(" ")[1])).join("\n");
}

async function save(media, ending) {
  const address = URL.createObjectURL(new Blob([await written(asked, media)], { type: media }));
  h("a", { href: address, download: `answer.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Ask what the editor holds, and have the address say so. */
function submit() {
  const fragment = addressOf(view === "table" ? { q: query.text } : { q: query.text, view });
  if (fragment === location.hash) run();
  else location.hash = fragment; // which asks
}

async function askNamed(name, parameters) {
  wrong(null);
  const response = await fetch(`queries/${name}?${new URLSearchParams(parameters)}`);
  const text = await response.text();
  if (!response.ok) {
    wrong(text.trim());
    reveal();
    return;
  }
  query.text = text.trim();
  submit();
  reveal();
}

/** Bring query and answer into view: whoever asks at the end of a long list would see neither. */
function reveal() {
  const { top, bottom } = element("run").getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) element("search").scrollIntoView();
}

function look(/** @type {string} */ name) {
  view = name;
  history.replaceState(null, "", addressOf(view === "table" ? { q: asked } : { q: asked, view }));
  show();
}

function arrive() {
  const state = stateOf(location.hash);
  view = VIEWS.includes(state.view) ? state.view : "table";
  element("words").value = state.words;
  query.text = state.q || data.first;
  if (state.words) answered((signal) => found(state.words, signal));
  else run();
}

function turn() {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("kg-theme", root.dataset.theme);
  } catch {
    // A browser that keeps nothing still turns.
  }
}

function themed() {
  let kept = null;
  try {
    kept = localStorage.getItem("kg-theme");
  } catch {
    // As above.
  }
  root.dataset.theme = kept ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    tell("the link is copied");
  } catch {
    tell("the link stands in the address bar");
  }
}

function key(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape") {
    if (asking) stop(), tell("stopped");
    else event.target.blur?.();
  } else if (!/^(TEXTAREA|INPUT)$/.test(event.target.tagName) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const deed = { q: query.focus, "/": () => element("find").focus(), s: () => element("words").focus(), d: turn }[event.key.toLowerCase()];
    if (deed) {
      event.preventDefault();
      deed();
    }
  }
}

themed();
examples(data.queries, askNamed);
fill(element("prefixes"), Object.keys(data.prefixes).sort().map((prefix) => `${prefix}: `).join(" "));
element("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = element("words").value.trim();
  const fragment = addressOf({ words });
  if (!words) return;
  if (fragment === location.hash) arrive();
  else location.hash = fragment; // which asks
});
element("run").addEventListener("click", submit);
element("stop").addEventListener("click", () => (stop(), tell("stopped")));
element("copy-link").addEventListener("click", copyLink);
element("turn-theme").addEventListener("click", turn);
element("skip").addEventListener("click", (event) => (event.preventDefault(), element("answer").focus()));
for (const name of VIEWS) element(`view-${name}`).addEventListener("click", () => look(name));
addEventListener("keydown", key);
addEventListener("hashchange", arrive);
arrive();
root.dataset.ready = "1";
