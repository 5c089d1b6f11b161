/** What a student hands in: the task, whether it was solved by hand, and a code that belongs to the very state. */

/** A short hash of a text (FNV-1a), as six letters and digits. */
export function codeOf(text) {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  return (hash >>> 0).toString(36).toUpperCase().padStart(7, "0").slice(-6);
}

/** @param {{ task: string, moves: number, link: string }} solution  moves: gestures since the challenge was opened */
export function resultText({ task, moves, link }) {
  const how = moves > 0 ? `by hand, in ${moves} move${moves === 1 ? "" : "s"}` : "as it was opened, not by hand";
  const state = link.slice(link.indexOf("#"));
  return `${task} Solved ${how}. Code ${codeOf(`${moves} ${state}`)}. ${link}`;
}
