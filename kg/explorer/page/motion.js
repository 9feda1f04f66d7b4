// Moving from one layout to another, so that the eye can follow; at once where motion is not welcome.

import { moveNode, placeOf, redraw } from "./canvas.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {{ x: number, y: number }} Point
 */

const DURATION = 480; // milliseconds

const still = matchMedia("(prefers-reduced-motion: reduce)");

let frameAsked = 0;

/** Move nodes to new places, and call a function when they have arrived. */
export function glide(/** @type {Map<PageNode, Point>} */ goals, /** @type {() => void} */ arrived) {
  cancelAnimationFrame(frameAsked);
  const starts = new Map([...goals.keys()].map((node) => [node, placeOf(node)]));
  const began = performance.now();
  const step = (now) => {
    const done = still.matches ? 1 : Math.min(1, Math.max(0, now - began) / DURATION);
    const eased = done < 0.5 ? 4 * done ** 3 : 1 - (2 - 2 * done) ** 3 / 2;
    for (const [node, goal] of goals) {
      const start = starts.get(node) ?? goal;
      moveNode(node, { x: start.x + (goal.x - start.x) * eased, y: start.y + (goal.y - start.y) * eased });
    }
    if (done === 1) arrived();
    else frameAsked = requestAnimationFrame(step);
    redraw();
  };
  step(began);
}
