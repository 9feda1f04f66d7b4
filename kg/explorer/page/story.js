// A story: captioned states of the page, one after the other, for somebody who presents.

import { stateOf } from "./address.js";
import { meta } from "./data.js";
import { element } from "./element.js";
import { change, state } from "./state.js";

/**
 * @typedef {{ caption: string, fragment: string }} Step
 */

/** The page's own story, until the reader makes another one. @type {Step[]} */
let steps = meta.story ?? [];

/** Whether the page has a story to tell. */
export const hasStory = steps.length > 0;

/** Make the buttons work. */
export function openStory() {
  element("story-back").addEventListener("click", () => goTo(state.step - 1));
  element("story-next").addEventListener("click", () => goTo(state.step + 1));
  element("story-close").addEventListener("click", () => goTo(0));
}

/** What there is to tell. */
export function storySteps() {
  return steps;
}

/** Tell something else. */
export function retell(/** @type {Step[]} */ others) {
  steps = others;
  change({ step: 0 });
}

/** The state that a step asks for, the reader's theme aside. @returns {import("./state.js").State} */
export function stepState(/** @type {number} */ step) {
  return { ...stateOf(steps[step - 1].fragment), theme: state.theme, step };
}

/** Show a step; 0 ends the story where it is. */
export function goTo(/** @type {number} */ step) {
  if (step > steps.length || step < 0) return;
  change(step === 0 ? { step } : stepState(step));
}

/** Show the caption. */
export function showStory() {
  const step = Math.min(state.step, steps.length);
  element("story").hidden = step === 0;
  if (step === 0) return;
  element("story-text").textContent = steps[step - 1].caption;
  element("story-count").textContent = `${step} of ${steps.length}`;
  element("story-back").disabled = step === 1;
  element("story-next").disabled = step === steps.length;
}
