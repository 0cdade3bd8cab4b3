// The page: what is looked at changes in one place, and each part draws itself from the server's answer.

import { at, bdi, make, rove, say } from "./dom.js";
import * as evidence from "./evidence.js";
import * as filters from "./filters.js";
import * as graph from "./graph.js";
import * as query from "./query.js";
import * as save from "./save.js";
import * as search from "./search.js";
import { get } from "./server.js";
import { MOST, STEP, asked, back, change, look, onChange, read, state } from "./state.js";
import * as table from "./table.js";
import * as timeline from "./timeline.js";
import * as words from "./words.js";
import { name, t } from "./words.js";

const TABS = ["graph", "table", "query"];
const ASKED_AGAIN = ["entity", "action", "status", "says", "medium", "from", "to", "limit"];
let overview = null,
  found = null;

async function begin() {
  await words.begin();
  read();
  search.begin();
  graph.begin(chooseNode);
  for (const button of document.querySelectorAll("[data-lang]")) button.onclick = () => translate(button.dataset.lang);
  for (const tab of TABS) at(`tab-${tab}`).onclick = () => change({ view: tab });
  at("tab-graph").parentElement.addEventListener("keydown", event => {
    rove(
      TABS.map(tab => at(`tab-${tab}`)),
      event,
    )?.click();
  });
  at("more").onclick = () => change({ limit: Math.min(state.limit + STEP, MOST) });
  at("said").onclick = () => say("");
  addEventListener("popstate", back);
  onChange(changed => update(changed));
  search.turn();
  evidence.clear();
  tabs();
  await load();
}

async function load() {
  try {
    overview = await get("api/overview");
    head();
    if (!state.entity.length && overview.top.length) change({ entity: [overview.top[0].iri] }, true);
    else await neighbourhood();
  } catch (error) {
    say(error.message);
  }
}

async function update(changed) {
  if (changed.includes("view")) tabs();
  if (changed.some(one => ASKED_AGAIN.includes(one))) await neighbourhood();
  else if (changed.includes("edge") && found) {
    graph.mark();
    table.mark();
    await evidence.show(found, true);
  }
}

async function neighbourhood() {
  if (!state.entity.length) return;
  at("work").setAttribute("aria-busy", "true");
  try {
    const answer = await get("api/around", asked());
    if (!answer) return;
    found = answer;
    draw();
    say(found.edges.length ? "" : t("graph.none"));
    await evidence.show(found);
  } catch (error) {
    say(error.message);
  } finally {
    at("work").removeAttribute("aria-busy");
  }
}

function draw() {
  head();
  filters.draw(found);
  graph.draw(found);
  graph.legend();
  table.draw(found);
  timeline.draw(found);
  save.draw();
  const said = t("shown", { edges: found.edges.length, all: found.total.edges, events: found.total.events });
  at("shown").textContent = found.cut ? `${said} ${t("shown.cut", { n: 20_000 })}` : said;
  at("more").hidden = found.edges.length >= found.total.edges || state.limit >= MOST;
}

function head() {
  if (!overview) return;
  at("counts").textContent = overview.counts.events ? t("counts", overview.counts) : t("empty");
  at("top").replaceChildren(
    make("span", {}, t("top")),
    ...overview.top
      .filter(one => !state.entity.includes(one.iri))
      .slice(0, 8)
      .map(one => make("button", { type: "button", onclick: () => look([one.iri]) }, bdi(name(one)))),
  );
  const shown = found ? state.entity.map(iri => found.nodes.find(node => node.iri === iri)).filter(Boolean) : [];
  at("centres").replaceChildren(...(shown.length ? [make("span", {}, t("centres"))] : []), ...shown.map(chip));
}

function chip(one) {
  const remove =
    state.entity.length < 2
      ? null
      : make(
          "button",
          {
            type: "button",
            "aria-label": t("centre.remove", { name: name(one) }),
            onclick: () => change({ entity: state.entity.filter(iri => iri !== one.iri), edge: "" }),
          },
          "×",
        );
  return make("span", { className: "chip" }, bdi(name(one)), remove);
}

function tabs() {
  for (const tab of TABS) {
    const here = state.view === tab;
    at(`tab-${tab}`).setAttribute("aria-selected", String(here));
    at(`tab-${tab}`).tabIndex = here ? 0 : -1;
    at(tab).hidden = !here;
  }
  const asking = state.view === "query";
  at("work").classList.toggle("asking", asking);
  for (const part of ["filters", "evidence", "below", "save"]) at(part).hidden = asking;
  if (asking) query.show(() => found?.nodes.find(node => node.iri === state.entity[0]));
}

function chooseNode(iri, alone = false) {
  if (alone) look([iri]);
  else evidence.actor(found, iri);
}

function translate(language) {
  words.choose(language);
  words.keep();
  if (found) draw();
  else head();
  search.turn();
  query.translate();
  evidence.show(found);
}

begin();
