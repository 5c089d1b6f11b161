/** How many times larger the type of an element is than on the page: more than 1 in full screen. */

const PAGE = 15;
/** The small type that graphs are made of; in full screen it grows more than the rest. */
export const SMALL = 13;

/** @param {Element} element  of type that is `size` pixels on the page */
export const scaleOf = (element, size = PAGE) => parseFloat(getComputedStyle(element).fontSize) / size || 1;
