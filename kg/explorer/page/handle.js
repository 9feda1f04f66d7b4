// `window.kgView`: what is on the page and where, for tests and for those who look under the hood.

import { fragment } from "./address.js";
import { nodeById } from "./data.js";
import { painted } from "./canvas.js";
import { linePoint, nodePoint } from "./stage.js";
import { state } from "./state.js";

/** Put the handle on the window, and say that the page is ready. */
export function openHandle(/** @type {() => import("./view.js").View} */ view) {
  const handle = {
    state: () => summary(view()),
    nodePoint: (id) => {
      const node = nodeById.get(id);
      return node && nodePoint(node);
    },
    linkPoint: (from, to, sign) => {
      const link = view().drawn.find(
        (one) => one.from.id === from && one.to.id === to && (sign ?? one.sign) === one.sign,
      );
      return link && linePoint(link.key);
    },
  };
  Object.defineProperty(window, "kgView", { value: Object.freeze(handle) });
  document.documentElement.dataset.ready = "1";
}

function summary(view) {
  return {
    statements: view.statements.length,
    nodes: view.nodes.size,
    links: view.links.length,
    drawnNodes: view.drawnNodes.size,
    drawnLinks: view.drawn.length,
    painted: painted(),
    selection: selected(state.selection),
    layout: state.layout,
    fragment: fragment(state),
  };
}

function selected(selection) {
  if (!selection) return null;
  return selection.kind === "node" ? selection.node.id : [selection.from.id, selection.to.id];
}
