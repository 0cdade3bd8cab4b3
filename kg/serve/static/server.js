// Asking the server; a newer question of a kind ends the older one.

import { t } from "./words.js";

const running = new Map();

/** The JSON of a path, null when a newer question has taken its place.  Throws an Error fit for a reader. */
export async function get(path, given = new URLSearchParams()) {
  running.get(path)?.abort();
  const mine = new AbortController();
  running.set(path, mine);
  try {
    const answer = await fetch(`${path}?${given}`, { signal: mine.signal });
    const read = await answer.json();
    if (!answer.ok) throw new Error(read.error);
    return read;
  } catch (error) {
    if (error.name === "AbortError") return null;
    throw error instanceof TypeError ? new Error(t("failed")) : error;
  } finally {
    if (running.get(path) === mine) running.delete(path);
  }
}
