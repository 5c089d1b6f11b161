/** Making elements. Text is always text: nothing here parses markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Words in place of words keep their node: a new one would be styled anew. */
function write(element, text) {
  const { firstChild } = element;
  if (firstChild?.nodeType !== Node.TEXT_NODE || firstChild.nextSibling) element.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}

/** Sets attributes; `text` is the text content, a function is an event listener, null or false removes. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") write(element, value);
    else if (typeof value === "function") element.addEventListener(name, value);
    else if (value === null || value === false) element.removeAttribute(name);
    else {
      const written = value === true ? "" : String(value);
      if (element.getAttribute(name) !== written) element.setAttribute(name, written);
    }
  }
  return element;
}

/** An HTML element with attributes and children (elements or text). */
export function html(tag, attributes = {}, ...children) {
  const element = set(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

/** An SVG element with attributes and children. */
export function svg(tag, attributes = {}, ...children) {
  const element = set(document.createElementNS(SVG, tag), attributes);
  element.append(...children);
  return element;
}

/**
 * Keeps `parent`'s children in step with `count` things: makes the missing ones, removes the surplus, and returns them.
 * @param make  (i) => element
 */
export function keepCount(parent, count, make) {
  while (parent.children.length > count) parent.lastChild.remove();
  while (parent.children.length < count) parent.append(make(parent.children.length));
  return parent.children;
}
