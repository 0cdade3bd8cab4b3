// The arrows shown as a table, sorted by any column; the same as the graph for those who read rather than look.

import { at, bdi, make } from "./dom.js";
import { quadWords, sample, statusWords } from "./look.js";
import { change, state } from "./state.js";
import { day, language, name, number, t } from "./words.js";

const COLUMNS = ["actor", "action", "target", "status", "events", "asserted", "first", "last"];
const SHORT = { day: "numeric", month: "short", year: "numeric" };
const NUMBERS = ["events", "asserted"];
let sorted = { column: "events", down: true };

export function draw(found) {
  const nodes = new Map(found.nodes.map(node => [node.iri, node]));
  const rows = found.edges.map(edge => row(edge, nodes, found.actions[edge.action]));
  rows.sort((a, b) => (sorted.down ? -1 : 1) * compared(a.keys[sorted.column], b.keys[sorted.column]));
  const head = make("tr", {}, ...COLUMNS.map(column => header(column, found)));
  at("table").replaceChildren(
    make(
      "div",
      { className: "scroll", tabIndex: 0, role: "region", "aria-label": t("table.label") },
      make(
        "table",
        {},
        make("caption", { className: "hidden" }, t("table.label")),
        make("thead", {}, head),
        make("tbody", {}, ...rows.map(one => one.drawn)),
      ),
    ),
  );
}

export function mark() {
  for (const row of at("table").querySelectorAll("tr[data-edge]"))
    row.classList.toggle("here", row.dataset.edge === state.edge);
}

function header(column, found) {
  const here = sorted.column === column;
  const button = make(
    "button",
    {
      type: "button",
      className: "plain",
      onclick: () => {
        sorted = { column, down: here ? !sorted.down : NUMBERS.includes(column) };
        draw(found);
        at("table").querySelector(`[data-column=${column}] button`).focus();
      },
    },
    t(`table.${column}`),
    make("span", { "aria-hidden": "true" }, here ? (sorted.down ? " ▾" : " ▴") : ""),
  );
  return make(
    "th",
    {
      scope: "col",
      "data-column": column,
      className: NUMBERS.includes(column) ? "number" : "",
      "aria-sort": here ? (sorted.down ? "descending" : "ascending") : null,
    },
    button,
  );
}

function row(edge, nodes, action) {
  const actor = name(nodes.get(edge.actor)),
    target = name(nodes.get(edge.target));
  const act = make(
    "button",
    { type: "button", className: "plain", onclick: () => change({ edge: edge.id }) },
    bdi(name(action)),
  );
  const acts = make(
    "span",
    { title: quadWords(action.quad) },
    sample(action.quad, edge.status, edge.asserted > 0),
    " ",
    act,
    make("span", { className: "hidden" }, quadWords(action.quad)),
  );
  const cells = [
    bdi(actor),
    acts,
    bdi(target),
    statusWords(edge.status),
    number(edge.events),
    number(edge.asserted),
    ...[edge.first, edge.last].map(one => make("span", { className: "nowrap" }, day(one, SHORT))),
  ];
  const drawn = make(
    "tr",
    { "data-edge": edge.id, className: edge.id === state.edge ? "here" : "" },
    ...cells.map((cell, index) => make("td", { className: NUMBERS.includes(COLUMNS[index]) ? "number" : "" }, cell)),
  );
  return {
    drawn,
    keys: {
      ...edge,
      actor,
      target,
      action: name(action),
      status: statusWords(edge.status),
      first: edge.first ?? "",
      last: edge.last ?? "",
    },
  };
}

const compared = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, language));
