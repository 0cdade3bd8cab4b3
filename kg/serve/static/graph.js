// The neighbourhood as a graph: parallel arrows, each with its action, its colour and its line.

import cytoscape from "./vendor/cytoscape-3.35.0.min.mjs";
import { at, bdi, make, say } from "./dom.js";
import { places } from "./layout.js";
import { DENIED, HEADS, LINES, QUADS, SHAPES, quadWords, sample, sizeOf, statusWords, widthOf } from "./look.js";
import { change, state } from "./state.js";
import { name, number, t } from "./words.js";

const INK = "#1c2530",
  CENTRE = "#17375e",
  CALM = matchMedia("(prefers-reduced-motion: reduce)");
const FONT = "Vazirmatn, Tahoma, sans-serif";
const LABEL = {
  "font-family": FONT,
  color: INK,
  "text-background-color": "#fff",
  "text-background-opacity": 0.88,
  "text-background-padding": 1.5,
  "text-background-shape": "roundrectangle",
  "min-zoomed-font-size": 5,
};
const STYLE = [
  {
    selector: "node",
    style: {
      ...LABEL,
      label: "data(label)",
      width: "data(size)",
      height: "data(size)",
      shape: "data(shape)",
      "background-color": "#c9d4e2",
      "border-width": 1.5,
      "border-color": "#5b6b80",
      "font-size": 12,
      "text-wrap": "wrap",
      "text-max-width": 118,
      "text-valign": "bottom",
      "text-margin-y": 3,
    },
  },
  {
    selector: "node.left",
    style: { "text-halign": "left", "text-valign": "center", "text-margin-y": 0, "text-margin-x": -4 },
  },
  {
    selector: "node.right",
    style: { "text-halign": "right", "text-valign": "center", "text-margin-y": 0, "text-margin-x": 4 },
  },
  { selector: "node.above", style: { "text-valign": "top", "text-margin-y": -3 } },
  {
    selector: "node.centre",
    style: { "background-color": CENTRE, "border-color": CENTRE, "font-weight": 700, "font-size": 13 },
  },
  {
    selector: "edge",
    style: {
      ...LABEL,
      label: "data(label)",
      width: "data(width)",
      "line-color": "data(color)",
      "line-style": "data(line)",
      "target-arrow-shape": "data(head)",
      "target-arrow-color": "data(color)",
      "target-arrow-fill": "data(fill)",
      "arrow-scale": 1.15,
      "curve-style": "bezier",
      "control-point-step-size": 42,
      "font-size": 11,
      "edge-text-rotation": "autorotate",
      "source-text-rotation": "autorotate",
      "target-text-rotation": "autorotate",
      "loop-direction": "0deg",
      "loop-sweep": "-50deg",
    },
  },
  {
    selector: "edge.outward-source",
    style: { label: "", "source-label": "data(label)", "source-text-offset": "data(offset)" },
  },
  {
    selector: "edge.outward-target",
    style: { label: "", "target-label": "data(label)", "target-text-offset": "data(offset)" },
  },
  {
    selector: ".here",
    style: { "overlay-color": "#1a5fb4", "overlay-opacity": 0.18, "overlay-padding": 5, "z-index": 20 },
  },
  { selector: "edge.here", style: { "font-weight": 700, "text-background-opacity": 1 } },
  { selector: ".faint", style: { opacity: 0.22 } },
];
let drawn = null,
  found = null,
  onNode = () => {},
  walked = { edge: -1, node: -1 };

export function begin(chooseNode) {
  onNode = chooseNode;
  at("zoom-in").onclick = () => zoom(1.25);
  at("zoom-out").onclick = () => zoom(0.8);
  at("zoom-fit").onclick = fit;
  at("canvas").addEventListener("keydown", keys);
  new ResizeObserver(() => drawn?.resize()).observe(at("canvas"));
}

/** Draw what the server has found. */
export function draw(answer) {
  found = answer;
  drawn?.destroy();
  walked = { edge: -1, node: -1 };
  drawn = cytoscape({
    container: at("canvas"),
    elements: elements(),
    style: STYLE,
    layout: { name: "preset" },
    minZoom: 0.15,
    maxZoom: 4,
    boxSelectionEnabled: false,
    selectionType: "single",
  });
  drawn.on("tap", "edge", event => change({ edge: event.target.id() }));
  drawn.on("tap", "node", event => {
    select(event.target);
    onNode(event.target.id());
  });
  drawn.on("dbltap", "node", event => onNode(event.target.id(), true));
  drawn.on("mouseover", "edge", event => focus(event.target.union(event.target.connectedNodes())));
  drawn.on("mouseover", "node", event => focus(event.target.closedNeighborhood()));
  drawn.on("mouseout", "edge, node", () => drawn.elements().removeClass("faint"));
  arrange();
  mark();
  at("canvas").setAttribute(
    "aria-label",
    t("graph.label", { nodes: drawn.nodes().length, edges: drawn.edges().length }),
  );
}

/** What a test, or somebody at the console, may ask. */
export const cy = () => drawn;

export const picture = () => drawn.png({ output: "blob-promise", full: true, scale: 2, bg: "#ffffff", maxWidth: 6000 });

/** Mark the arrow whose evidence is read. */
export function mark() {
  if (!drawn) return;
  drawn.elements().removeClass("here");
  if (state.edge) drawn.getElementById(state.edge).addClass("here");
}

function elements() {
  const shown = found.edges.filter(edge => edge.actor && edge.target);
  const ends = new Set([...state.entity, ...shown.flatMap(edge => [edge.actor, edge.target])]);
  const weight = iri =>
    shown.filter(edge => edge.actor === iri || edge.target === iri).reduce((sum, edge) => sum + edge.events, 0);
  const nodes = found.nodes
    .filter(node => ends.has(node.iri))
    .map(node => ({
      data: {
        id: node.iri,
        label: isolated(name(node)),
        size: sizeOf(weight(node.iri)),
        shape: SHAPES[node.kind] ?? "ellipse",
      },
      classes: state.entity.includes(node.iri) ? "centre" : "",
    }));
  return [...nodes, ...shown.map(arrow)];
}

function arrow(edge) {
  const action = found.actions[edge.action];
  return {
    data: {
      id: edge.id,
      source: edge.actor,
      target: edge.target,
      label: labelOf(edge),
      width: widthOf(edge.events),
      color: QUADS[action.quad],
      line: LINES[edge.status],
      head: HEADS[edge.status],
      fill: edge.asserted ? "filled" : "hollow",
    },
  };
}

function labelOf(edge) {
  const times = edge.events > 1 ? ` ×${number(edge.events)}` : "";
  return isolated(`${edge.status === "denied" ? `${DENIED} ` : ""}${name(found.actions[edge.action])}${times}`);
}

// A name of one script between words of the other keeps its own order.
const isolated = words => `\u2068${words}\u2069`;

function arrange() {
  const box = at("canvas").getBoundingClientRect();
  const nodes = drawn.nodes().map(node => node.id());
  const edges = found.edges.map(edge => ({ ...edge, quad: found.actions[edge.action].quad }));
  const narrow = box.width < 560;
  const stand = places(nodes, edges, state.entity, Math.max(box.width, 320), Math.max(box.height, 340), narrow);
  drawn.nodes().positions(node => stand[node.id()]);
  if (state.entity.length === 1) {
    drawn.nodes().forEach(node => {
      node.addClass(side(node.position(), node.hasClass("centre"), narrow, box));
    });
    drawn.edges().forEach(outward);
  }
  fit();
}

/** Where arrows meet in the middle there is no room for their words: those stand nearer to the outer end. */
function outward(edge) {
  if (edge.isLoop()) return;
  const outer = edge.source().hasClass("centre") ? "target" : "source";
  const { x, y } = edge[outer]().position();
  edge.data("offset", Math.hypot(x, y) * 0.36);
  edge.addClass(`outward-${outer}`);
}

/** On which side of it a name stands: away from the middle. */
function side({ x, y }, centre, narrow, box) {
  if (centre) return "";
  if (narrow || Math.abs(x) < box.width * 0.16) return y < 0 ? "above" : "";
  return x < 0 ? "left" : "right";
}

function fit() {
  if (!drawn) return;
  drawn.fit(undefined, 14);
  if (drawn.zoom() > 1.25) {
    drawn.zoom(1.25);
    drawn.center();
  }
}

const zoom = factor =>
  drawn?.zoom({ level: drawn.zoom() * factor, renderedPosition: { x: drawn.width() / 2, y: drawn.height() / 2 } });

function focus(kept) {
  if (drawn.edges().length < 8) return;
  drawn.elements().addClass("faint");
  kept.removeClass("faint");
}

function select(element) {
  drawn.elements().removeClass("here");
  element.addClass("here");
}

function keys(event) {
  if (!drawn || event.ctrlKey || event.altKey || event.metaKey) return;
  const ahead = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const done = {
    ArrowRight: () => walk("edge", ahead === "ArrowRight" ? 1 : -1),
    ArrowLeft: () => walk("edge", ahead === "ArrowLeft" ? 1 : -1),
    ArrowDown: () => walk("node", 1),
    ArrowUp: () => walk("node", -1),
    Enter: open,
    " ": open,
    "+": () => zoom(1.25),
    "=": () => zoom(1.25),
    "-": () => zoom(0.8),
    0: fit,
  }[event.key];
  if (!done) return;
  event.preventDefault();
  done();
}

function walk(kind, step) {
  const all = kind === "edge" ? drawn.edges() : drawn.nodes();
  if (!all.length) return;
  walked[kind] = (walked[kind] + step + all.length) % all.length;
  const here = all[walked[kind]];
  select(here);
  if (!CALM.matches) drawn.animate({ center: { eles: here }, duration: 150 });
  else drawn.center(here);
  say(kind === "edge" ? spoken(here) : here.data("label"), true);
}

const spoken = edge => `${edge.source().data("label")} — ${edge.data("label")} → ${edge.target().data("label")}`;

function open() {
  const here = drawn.$(".here");
  if (here.isEdge?.() ?? here[0]?.isEdge()) change({ edge: here.id() });
  else if (here.length) onNode(here.id());
}

/** The colours, lines and heads that are used, and what they mean. */
export function legend() {
  const used = quad => found.edges.some(edge => found.actions[edge.action].quad === quad);
  const quads = Object.keys(QUADS)
    .filter(used)
    .map(quad => entry(sample(quad), quadWords(quad)));
  const statuses = Object.keys(LINES)
    .slice(1)
    .filter(status => found.edges.some(edge => edge.status === status))
    .map(status => entry(sample("other", status), statusWords(status)));
  const quoted = found.edges.some(edge => !edge.asserted)
    ? [entry(sample("other", "actual", false), t("legend.quoted"))]
    : [];
  at("legend").replaceChildren(...quads, ...statuses, ...quoted);
}

const entry = (drawn, words) => make("span", { className: "entry" }, drawn, bdi(words));
