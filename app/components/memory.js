// What a component keeps from one run of the script to the next; it is forgotten with the element.
const kept = new WeakMap();

/** The object that belongs to this element, empty the first time. */
export function memory(element) {
  if (!kept.has(element)) kept.set(element, {});
  return kept.get(element);
}
