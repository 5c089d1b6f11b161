/** How many times larger the type of an element is than on the page: more than 1 in full screen. */

const PAGE = 15;

export const scaleOf = (element) => parseFloat(getComputedStyle(element).fontSize) / PAGE || 1;
