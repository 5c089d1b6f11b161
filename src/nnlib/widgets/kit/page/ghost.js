/** "Keep this": the picture as it is now stays behind what follows, so that two states can be compared. */

import { html } from "./dom.js";

/**
 * @param {HTMLElement} hero  the picture's place
 * @returns {{ isKept (): boolean, toggle (): void, drop (): void }}
 */
export function ghost(hero) {
  let kept = null;

  function drop() {
    kept?.remove();
    kept = null;
  }

  /** A copy of what is seen: nothing in it can be grabbed, found or spoken. */
  function keep() {
    kept = html("div", { class: "ghost", "aria-hidden": "true", inert: true });
    const originals = [...hero.children];
    kept.append(...originals.map((each) => each.cloneNode(true)));
    for (const each of kept.querySelectorAll("[tabindex], [role], [aria-label], [id]")) {
      for (const name of ["tabindex", "role", "aria-label", "id"]) each.removeAttribute(name);
    }
    for (const each of kept.querySelectorAll(".grab")) each.remove();
    for (const each of kept.querySelectorAll(".handle")) each.classList.remove("handle", "held", "pulse");
    const canvases = originals.flatMap((each) => [...each.querySelectorAll("canvas")]);
    kept.querySelectorAll("canvas").forEach((copy, i) => {
      if (canvases[i].width && canvases[i].height) copy.getContext("2d").drawImage(canvases[i], 0, 0);
    });
    hero.append(kept);
  }

  return {
    isKept: () => kept !== null,
    toggle: () => (kept ? drop() : keep()),
    drop,
  };
}
