// The words of the page in both languages, and names, numbers and dates as each language writes them.

import { at } from "./dom.js";

const KEPT = "kg-language";
const DAYS = { en: "en-GB-u-ca-gregory", fa: "fa-IR-u-ca-persian" };
let table = {};
export let language = "en";

/** Read the words, and choose the language: the address, what was chosen before, the browser's. */
export async function begin() {
  table = await (await fetch("static/words.json")).json();
  const asked = new URLSearchParams(location.search).get("lang");
  const browser = (navigator.languages ?? [navigator.language]).find(name => /^(fa|en)/.test(name)) ?? "en";
  choose(asked ?? kept() ?? browser.slice(0, 2));
}

/** Switch the whole page to a language. */
export function choose(wanted) {
  language = wanted === "fa" ? "fa" : "en";
  const root = document.documentElement;
  root.lang = language;
  root.dir = language === "fa" ? "rtl" : "ltr";
  document.title = `kg · ${t("title")}`;
  for (const one of document.querySelectorAll("[data-t]")) one.textContent = t(one.dataset.t);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", t(one.dataset.label));
  at("actor").placeholder = t("search.hint");
  for (const one of document.querySelectorAll("[data-lang]"))
    one.setAttribute("aria-pressed", String(one.dataset.lang === language));
}

export function keep() {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    /* a browser may keep nothing */
  }
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** The words of a key; `{name}` in them is replaced by what is given. */
export function t(key, given = {}) {
  const one = given.n === 1 ? table[`${key}.one`] : undefined;
  const words = (one ?? table[key])?.[language] ?? key;
  return words.replace(/\{(\w+)\}/g, (all, name) => {
    const value = given[name];
    return value === undefined ? all : typeof value === "number" ? number(value) : value;
  });
}

/** The words of a key, or these when the table lacks it. */
export const tOr = (key, otherwise) => (table[key] ? t(key) : otherwise);

export const number = value => value.toLocaleString(language === "fa" ? "fa-IR" : "en");

/** The name of an actor or action: in the page's language, else in the other, else the end of its IRI. */
export function name(thing) {
  if (!thing) return t("nobody");
  const other = language === "fa" ? "en" : "fa";
  return thing[language] ?? thing[other] ?? lastPart(thing.iri ?? thing.value ?? "");
}

export const lastPart = iri =>
  decoded(
    iri
      .replace(/[/#]+$/, "")
      .split(/[/#]/)
      .pop(),
  );

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A day, month or year (ISO 8601) in the calendar of the page's language. */
export function day(iso, options) {
  if (!iso) return "";
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  const shape =
    options ??
    (date
      ? { day: "numeric", month: "long", year: "numeric" }
      : month
        ? { month: "long", year: "numeric" }
        : { year: "numeric" });
  // A Gregorian month or year is no Jalali month or year: it keeps its own calendar.
  const calendar = date || options ? DAYS[language] : DAYS[language].replace("persian", "gregory");
  return new Intl.DateTimeFormat(calendar, { ...shape, timeZone: "UTC" }).format(
    new Date(Date.UTC(year, (month || 1) - 1, date || 1)),
  );
}

/** From a day to a day; one day is said once. */
export const days = (first, last) => (first === last || !last ? day(first) : `${day(first)} – ${day(last)}`);
