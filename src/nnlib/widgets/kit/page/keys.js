/** Keys of the whole widget. A handle, a slider or a field that has the focus comes first and stops what it uses. */

const isTyped = (target) => target.matches("input[type=text], textarea, select");

/**
 * @param options  root, signal, bindings () => { key: (event) => void | false }   keys by their names, letters small;
 *                 "Ctrl+z" and "Ctrl+Shift+z" with a command key; a binding that returns false leaves the key alone
 */
export function listenToKeys({ root, signal, bindings }) {
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || event.altKey || isTyped(event.target)) return;
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const name = command ? `Ctrl+${event.shiftKey ? "Shift+" : ""}${key}` : key;
      const binding = bindings()[name];
      if (!binding || binding(event) === false) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
}
