// Playing through time: a period slides over the statements, and everything else stays where it is.

import { binOf } from "./calendar.js";
import { allStatements, period } from "./data.js";
import { element } from "./element.js";
import { changeFilters, state } from "./state.js";
import { calendar } from "./timeline.js";

const PACE = 1100; // milliseconds a bar
const SHARE = 0.16; // of all bars are in view at a time, where no period is chosen

let timer = 0;
/** The period that playing has set; any other was set by the reader, and ends it. */
let set = { from: NaN, to: NaN };

/** Make the button work. */
export function openPlayer(/** @type {(text: string) => void} */ say) {
  element("play").addEventListener("click", () => {
    if (timer) stop();
    else start();
    say(timer ? "Playing through time" : "Stopped");
  });
  showButton();
}

/** Stop where the reader has chosen another period. */
export function watchPlayer() {
  const { from, to } = state.filters;
  if (timer && (from !== set.from || to !== set.to)) stop();
}

function start() {
  timer = setInterval(advance, PACE);
  showButton();
  const window = firstWindow();
  show(window);
}

function stop() {
  clearInterval(timer);
  timer = 0;
  showButton();
}

/** From the period that is chosen, or from the beginning. @returns {[number, number]} */
function firstWindow() {
  const { from, to } = state.filters;
  const last = calendar.bins.length - 1;
  const whole = from <= period.first && to >= period.last;
  if (whole) return [0, Math.max(0, Math.round(calendar.bins.length * SHARE) - 1)];
  const [first, end] = [binOf(calendar, from), binOf(calendar, to)];
  return end < last ? [first, end] : [0, end - first];
}

/** The next window in which something was said: nobody waits through empty years. */
function advance() {
  let [first, last] = [binOf(calendar, state.filters.from), binOf(calendar, state.filters.to)];
  do [first, last] = [first + 1, last + 1];
  while (last < calendar.bins.length && !isFull(first, last));
  if (last < calendar.bins.length) show([first, last]);
  else stop();
}

function isFull(first, last) {
  const [from, to] = [calendar.bins[first].from, calendar.bins[last].to];
  return allStatements.some(({ day }) => day !== null && day >= from && day <= to);
}

function show([first, last]) {
  set = { from: calendar.bins[first].from, to: calendar.bins[last].to };
  changeFilters(set);
}

function showButton() {
  const button = element("play");
  button.setAttribute("aria-pressed", String(timer > 0));
  button.textContent = timer ? "❚❚" : "▶";
  button.setAttribute("aria-label", timer ? "Stop playing" : "Play through time");
}
