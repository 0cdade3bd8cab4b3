// The evidence: the sentences behind an arrow with actor, action and target in them; or an actor to go on from.

import { at, bdi, make, say } from "./dom.js";
import { quadWords, sample, statusWords } from "./look.js";
import { get } from "./server.js";
import { MOST, asked, change, look, state } from "./state.js";
import { days, day, language, name, number, t, tOr } from "./words.js";

const panel = at("evidence");
const ROLES = ["actor", "action", "target"];

export function clear() {
  panel.replaceChildren(make("h2", {}, t("evidence")), make("p", { className: "hint" }, t("evidence.hint")));
}

/** Read the evidence of the arrow that the state names. */
export async function show(found, focus = false) {
  if (!state.edge) {
    clear();
    return;
  }
  try {
    const read = await get("api/evidence", asked({ edge: state.edge }));
    if (!read) return;
    const list = make("ol", { className: "events" }, ...read.events.map(event));
    panel.replaceChildren(
      heading(read),
      make("p", { className: "marks" }, ...ROLES.map(role => marked(t(`mark.${role}`), [role]))),
      list,
      more(list, read.total),
    );
    if (focus) reach();
  } catch (error) {
    say(error.message);
    clear();
  }
}

function heading(read) {
  const quad = read.action.quad;
  return make(
    "div",
    { className: "edge" },
    make(
      "h2",
      { tabIndex: -1 },
      bdi(name(read.actor)),
      " ",
      bdi(name(read.action), { className: "act" }),
      " ",
      bdi(name(read.target)),
    ),
    make(
      "p",
      { className: "about" },
      sample(quad, read.status),
      " ",
      listing(
        bdi(statusWords(read.status)),
        t("evidence.events", { n: read.total }),
        quad !== "other" && bdi(quadWords(quad)),
        read.action.plover && bdi(`PLOVER ${read.action.plover}`),
        read.action.cameo && bdi(`CAMEO ${read.action.cameo}`),
      ),
    ),
    closing(),
  );
}

const closing = () =>
  make(
    "button",
    {
      type: "button",
      className: "close",
      "aria-label": t("evidence.close"),
      onclick: () => {
        change({ edge: "" });
        clear();
        at("canvas").focus();
      },
    },
    "×",
  );

function more(list, total) {
  const button = make("button", { type: "button" }, t("more"));
  button.hidden = list.children.length >= total;
  button.onclick = async () => {
    const read = await get("api/evidence", asked({ edge: state.edge, skip: list.children.length }));
    if (!read) return;
    list.append(...read.events.map(event));
    button.hidden = list.children.length >= total;
  };
  return button;
}

function event(told) {
  const sentence = make(
    "p",
    { className: "sentence", dir: "auto", lang: "fa" },
    ...told.sentence.map(piece => marked(piece.text, piece.as)),
  );
  return make(
    "li",
    {},
    sentence,
    ...told.elsewhere.map(elsewhere),
    make(
      "dl",
      {},
      ...fact("evidence.says", told.says ? bdi(name(told.says)) : t("says.itself")),
      ...when(told),
      ...fact("evidence.article", article(told.document)),
      ...told.arguments.flatMap(argument),
      ...fact("evidence.status", manner(told)),
      ...fact("evidence.read", reading(told)),
    ),
  );
}

function marked(words, roles) {
  const role = ROLES.find(one => roles.includes(one));
  if (!role) return words;
  return make("mark", { className: role, title: t(`mark.${role}`) }, words);
}

const elsewhere = ({ role, words }) =>
  make(
    "p",
    { className: "elsewhere" },
    `${t(`mark.${role}`)}, ${t("evidence.elsewhere")} `,
    bdi(words, { lang: "fa" }),
  );

const fact = (key, ...words) => [make("dt", {}, t(key)), make("dd", {}, ...words)];

/** When it happened; nothing when only the article's own day is known, which stands beside the article. */
function when({ first, last, document: { issued } }) {
  if (!first) return fact("evidence.when", t("evidence.undated"));
  return first === last && issued?.startsWith(first) ? [] : fact("evidence.when", days(first, last));
}

function article({ id, title, issued, url, medium }) {
  const words = bdi(title ?? id);
  // Only what a browser opens as a page: an address of another kind could run as a script.
  const named = /^https?:\/\//i.test(url ?? "")
    ? make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, words)
    : words;
  return listing(named, medium && bdi(medium), issued && day(issued));
}

function argument({ role, marker, words, value }) {
  return [
    make("dt", {}, `${tOr(`role.${role}`, role)}:`),
    make("dd", {}, bdi([marker, words].filter(Boolean).join(" "), { lang: "fa" }), value ? ` (${dated(value)})` : ""),
  ];
}

const dated = value =>
  /^\d{4}/.test(value)
    ? value
        .split("/")
        .map(one => day(one))
        .join(" – ")
    : value;

const manner = told =>
  make(
    "span",
    {},
    statusWords(told.status),
    told.modality ? ` (${tOr(`modality.${told.modality}`, told.modality)})` : "",
  );

const reading = told =>
  listing(
    told.rule && bdi(told.rule),
    t("evidence.confidence", { n: number(Math.round(told.confidence * 100) / 100) }),
  );

/** The parts that are there, with commas between them. */
function listing(...parts) {
  const [first, ...rest] = parts.filter(Boolean);
  return make("span", {}, first, ...rest.flatMap(one => [t("comma"), one]));
}

/** An actor of the graph, and how to go on from it. */
export function actor(found, iri) {
  const one = found.nodes.find(node => node.iri === iri);
  if (!one) return;
  const arrows = found.edges.filter(edge => edge.actor === iri || edge.target === iri);
  const other = one[language] && one[language === "fa" ? "en" : "fa"];
  panel.replaceChildren(
    make(
      "div",
      { className: "edge" },
      make("h2", { tabIndex: -1 }, bdi(name(one))),
      closing(),
      make("p", { className: "about" }, listing(other && bdi(other), tOr(`kind.${one.kind}`, one.kind), one.key)),
    ),
    make("p", {}, t("node.arrows", { n: arrows.length })),
    make(
      "div",
      { className: "buttons" },
      make("button", { type: "button", onclick: () => look([iri]) }, t("node.center")),
      state.entity.includes(iri)
        ? null
        : make(
            "button",
            {
              type: "button",
              onclick: () => change({ entity: [...state.entity, iri], limit: Math.min(state.limit * 2, MOST) }),
            },
            t("node.add"),
          ),
    ),
    make("ul", { className: "arrows" }, ...arrows.map(edge => make("li", {}, arrowButton(found, edge)))),
  );
  reach();
}

export function arrowButton(found, edge) {
  const end = iri => bdi(name(found.nodes.find(node => node.iri === iri)));
  const action = found.actions[edge.action];
  return make(
    "button",
    { type: "button", className: "plain", onclick: () => change({ edge: edge.id }) },
    sample(action.quad, edge.status, edge.asserted > 0),
    " ",
    end(edge.actor),
    " ",
    bdi(name(action), { className: "act" }),
    " ",
    end(edge.target),
  );
}

function reach() {
  const title = panel.querySelector("h2");
  title.focus({ preventScroll: true });
  if (matchMedia("(max-width: 1000px)").matches) panel.scrollIntoView({ block: "start" });
}
