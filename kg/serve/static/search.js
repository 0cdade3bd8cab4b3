// The box in which an actor is searched: names as one types, chosen with the keyboard or the mouse.

import { at, bdi, make, say } from "./dom.js";
import { get } from "./server.js";
import { look } from "./state.js";
import { name, number, t, tOr } from "./words.js";

const PAUSE = 150;
const box = at("actor"),
  list = at("found");
let timer = 0,
  found = [],
  chosen = -1;

export function begin() {
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
    turn();
  });
  box.addEventListener("keydown", keys);
  box.addEventListener("blur", close);
  box.addEventListener("focus", () => {
    if (found.length) open();
  });
  // Before the box loses the focus, or the list would be gone.
  list.addEventListener("pointerdown", event => {
    event.preventDefault();
    const row = event.target.closest("[role=option]");
    if (row) take(Number(row.dataset.at));
  });
  at("search").addEventListener("submit", async event => {
    event.preventDefault();
    clearTimeout(timer);
    if (!found.length || box.value.trim() !== box.dataset.for) await find();
    take(Math.max(chosen, 0));
  });
}

/** An empty box has the direction of the page, a filled one that of its words. */
export const turn = () => {
  box.dir = box.value ? "auto" : document.documentElement.dir;
};

async function find() {
  const words = box.value.trim();
  box.dataset.for = words;
  if (!words) {
    found = [];
    close();
    return;
  }
  try {
    const answer = await get("api/search", new URLSearchParams({ q: words }));
    if (!answer) return;
    found = answer.found;
    show();
    say(found.length ? t("search.many", { n: found.length }) : t("search.none"), found.length > 0);
  } catch (error) {
    say(error.message);
  }
}

function show() {
  chosen = -1;
  list.replaceChildren(...found.map(row));
  if (found.length) open();
  else close();
}

function row(actor, index) {
  const also = actor.as && actor.as !== actor.key ? bdi(actor.as, { className: "also" }) : null;
  return make(
    "li",
    { role: "option", id: `found-${index}`, "aria-selected": "false", "data-at": index },
    bdi(name(actor)),
    also,
    make(
      "span",
      { className: "kind" },
      [tOr(`kind.${actor.kind}`, actor.kind), number(actor.events)].filter(Boolean).join(" · "),
    ),
  );
}

function open() {
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
}

function close() {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function keys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    event.preventDefault();
    open();
    mark((chosen + step + found.length) % found.length);
  } else if (event.key === "Escape") close();
}

function mark(index) {
  list.children[chosen]?.setAttribute("aria-selected", "false");
  chosen = index;
  const row = list.children[index];
  row.setAttribute("aria-selected", "true");
  row.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", row.id);
}

function take(index) {
  const actor = found[index];
  if (!actor) return;
  close();
  box.value = name(actor);
  turn();
  found = [];
  say("");
  look([actor.iri]);
}
