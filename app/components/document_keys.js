// The keys of a lecture: P for the projector, the arrows and a clicker's PageDown for what comes next.
const SCREEN = 0.85; // of a screen's height that one press scrolls
const END = 4; // px from the end of the page at which it has been read
const OWN_KEYS = 'input, textarea, select, [contenteditable], [role="slider"], [role="combobox"], [role="dialog"] *';

export function lectureKeys() {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.composedPath()[0])) return;
    if (act(event)) event.preventDefault();
  });
}

function takesKeys(element) {
  return element?.closest?.(OWN_KEYS);
}

const KEYS = { // what a key does; true if there was something to do
  p: turn,
  Escape: () => document.documentElement.classList.contains("projector") && turn(),
  PageDown: () => scroll(1) || go(1),
  PageUp: () => scroll(-1) || go(-1),
};
const FREE_KEYS = { // of these, only while no button or link has the keyboard
  " ": (shift) => (shift ? KEYS.PageUp() : KEYS.PageDown()),
  ArrowRight: (shift) => (shift ? lesson(1) : go(1)),
  ArrowLeft: (shift) => (shift ? lesson(-1) : go(-1)),
};

function act({ key, shiftKey }) {
  const has = document.activeElement;
  const free = has === document.body || has?.classList.contains("stMain");
  const does = KEYS[key.length === 1 ? key.toLowerCase() : key] ?? (free ? FREE_KEYS[key] : null);
  return does?.(shiftKey) ?? false;
}

function turn() {
  return press(".st-key-project button");
}

/** One screen further, true; false at the end of the page. */
function scroll(way) {
  const main = document.querySelector(".stMain");
  const left = way > 0 ? main.scrollHeight - main.clientHeight - main.scrollTop : main.scrollTop;
  if (left <= END) return false;
  main.scrollBy({ top: way * SCREEN * main.clientHeight });
  return true;
}

/** The next part of the lesson, or the next lesson. */
function go(way) {
  const parts = [...document.querySelectorAll('.st-key-parts [role="radio"]')];
  const to = parts[parts.findIndex((part) => part.getAttribute("aria-checked") === "true") + way];
  if (!to || !parts.length) return lesson(way);
  to.click();
  document.querySelector(".stMain").scrollTo({ top: 0 });
  return true;
}

function lesson(way) {
  return press(`.st-key-place > :${way > 0 ? "last" : "first"}-child a:not([disabled], [aria-disabled="true"])`);
}

function press(selector) {
  const found = document.querySelector(selector);
  found?.click();
  return Boolean(found);
}
