// Moving from one layout to another, so that the eye can follow; at once where motion is not welcome.

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./canvas.js").Canvas} Canvas
 * @typedef {{ x: number, y: number }} Point
 */

const DURATION = 480; // milliseconds

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The frame that each canvas waits for. @type {WeakMap<Canvas, number>} */
const frames = new WeakMap();

/** Move nodes to new places, and call a function when they have arrived. */
export function glide(
  /** @type {Canvas} */ canvas,
  /** @type {Map<PageNode, Point>} */ goals,
  /** @type {() => void} */ arrived,
) {
  cancelAnimationFrame(frames.get(canvas) ?? 0);
  const starts = new Map([...goals.keys()].map((node) => [node, canvas.placeOf(node)]));
  const began = performance.now();
  const step = (now) => {
    const done = still.matches ? 1 : Math.min(1, Math.max(0, now - began) / DURATION);
    const eased = done < 0.5 ? 4 * done ** 3 : 1 - (2 - 2 * done) ** 3 / 2;
    for (const [node, goal] of goals) {
      const start = starts.get(node) ?? goal;
      canvas.moveNode(node, {
        x: start.x + (goal.x - start.x) * eased,
        y: start.y + (goal.y - start.y) * eased,
      });
    }
    if (done === 1) arrived();
    else frames.set(canvas, requestAnimationFrame(step));
    canvas.redraw();
  };
  step(began);
}
