// Making a story: a caption for what the page shows now, and the file that `kg explore --story` reads.

import { fragment } from "./address.js";
import { element, fill, h, name } from "./element.js";
import { save } from "./saving.js";
import { change, state } from "./state.js";
import { goTo, retell, stepState, storySteps } from "./story.js";

/**
 * @typedef {import("./story.js").Step} Step
 */

// What `kg explore --story` would take for an address: words with no space between them that have one of these signs.
const LIKE_AN_ADDRESS = /^\S*(#|:\/|^file:)\S*$/i;

let making = false;

/** Make the buttons work; `say` is for those who listen. */
export function openMaker(/** @type {(text: string) => void} */ say) {
  const caption = element("maker-caption");
  element("tell").addEventListener("click", () => turnStory());
  element("story-make").addEventListener("click", () => make(true));
  element("maker-close").addEventListener("click", () => make(false));
  element("maker").addEventListener("submit", (event) => {
    event.preventDefault();
    addStep(caption.value.trim().replace(/\s+/g, " "));
    caption.value = "";
    say(`Step ${storySteps().length} added`);
  });
  element("maker").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    make(false);
  });
  element("maker-tell").addEventListener("click", () => {
    make(false);
    goTo(1);
  });
  element("maker-save").addEventListener("click", () => {
    save(new Blob([storyText(storySteps())], { type: "text/plain;charset=utf-8" }), "story.txt");
    say("Story saved");
  });
  openCopy(say);
}

/** Show the tool, with the steps that there are. */
export function showMaker() {
  const steps = storySteps();
  element("maker").hidden = !making;
  element("tell").setAttribute("aria-pressed", String(making || state.step > 0));
  if (!making) return;
  for (const id of ["maker-tell", "maker-save", "maker-copy"]) element(id).disabled = !steps.length;
  fill(element("maker-steps"), steps.map(stepItem));
  element("maker-hint").hidden = steps.length > 0;
}

/** The steps as the file that `kg explore --story` reads: a caption, and its address under it. */
export function storyText(/** @type {Step[]} */ steps) {
  return steps.map((step) => `${guarded(step.caption)}\n#${step.fragment}\n`).join("\n");
}

function turnStory() {
  if (making) make(false);
  else if (state.step) goTo(0);
  else if (storySteps().length) goTo(1);
  else make(true);
}

function make(/** @type {boolean} */ on) {
  making = on;
  change({ step: 0 });
  element(on ? "maker-caption" : "tell").focus();
}

function addStep(caption) {
  const shown = fragment({ ...state, step: 0, theme: "" });
  retell([...storySteps(), { caption, fragment: shown }]);
  const list = element("maker-steps");
  list.scrollLeft = list.scrollWidth;
}

function stepItem({ caption }, place) {
  const number = place + 1;
  const button = (words, label, onclick) =>
    h("button", { type: "button", class: "small", "aria-label": label, title: label, onclick }, words);
  const open = { type: "button", class: "step", title: caption, onclick: () => change(shownAs(number)) };
  return h(
    "li",
    null,
    h("button", open, h("b", null, number), " ", name(caption)),
    place > 0 && button("‹", `Move step ${number} one forward`, () => moveForward(place)),
    button("×", `Remove step ${number}`, () => remove(place)),
  );
}

function moveForward(place) {
  const order = [...storySteps()];
  order.splice(place - 1, 0, ...order.splice(place, 1));
  retell(order);
  focusStep(place - 1);
}

function remove(place) {
  retell(storySteps().filter((_, other) => other !== place));
  focusStep(place);
}

/** The list was made anew: the keyboard's focus goes where it was, or to the last one. */
function focusStep(place) {
  const buttons = element("maker-steps").querySelectorAll(".step");
  (buttons[Math.min(place, buttons.length - 1)] ?? element("maker-caption")).focus();
}

/** A step is looked at again, but not told. */
function shownAs(number) {
  return { ...stepState(number), step: 0 };
}

function guarded(caption) {
  return LIKE_AN_ADDRESS.test(caption) ? `“ ${caption} ”` : caption;
}

function openCopy(say) {
  const button = element("maker-copy");
  button.hidden = location.protocol === "about:" || !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(storyText(storySteps()));
      say("Story copied");
      button.textContent = "Copied";
    } catch {
      button.textContent = "Save it instead";
    }
    setTimeout(() => (button.textContent = "Copy"), 1600);
  });
}
