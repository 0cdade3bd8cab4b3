// Making and finding elements; text is always set as text, never as markup.

export const at = id => document.getElementById(id);

/** An element with properties (`class`, `on…`, `data-…`, `aria-…` and any other) and children. */
export function make(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.includes("-") && name !== "list") made[name] = value;
    else made.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** Words of any script, kept apart from the direction of what stands around them. */
export const bdi = (words, given = {}) => make("bdi", { dir: "auto", ...given }, words);

/** Say it to everybody, or only to those who listen to the page when it can be seen elsewhere. */
export function say(words, seen = false) {
  at("said").textContent = words;
  at("said").classList.toggle("hidden", seen);
}

/** Move focus among the elements with the arrow keys, Home and End; only one of them is a tab stop. */
export function rove(elements, event) {
  const here = elements.indexOf(document.activeElement);
  const ahead = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = ahead === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const next = { [ahead]: here + 1, [back]: here - 1, Home: 0, End: elements.length - 1 }[event.key];
  if (next === undefined || !elements[next]) return null;
  event.preventDefault();
  elements.forEach((one, index) => {
    one.tabIndex = index === next ? 0 : -1;
  });
  elements[next].focus();
  return elements[next];
}
