// A program of which the reader picks a line, by click, touch or arrow keys; and a button that copies all of it.
import { copies } from "./copy_button.js";
import { memory } from "./memory.js";

/** What is kept in `view`: html: the program shown; marked: its marked line; sent: a line whose answer is still on its way. */
export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".listing"), box = frame.querySelector(".lines"), view = memory(box);
  data.colours.forEach((colour, gpu) => frame.style.setProperty(`--gpu${gpu + 1}`, colour));
  frame.querySelector(".file").textContent = data.file;
  box.setAttribute("aria-label", data.title);
  const fresh = view.html !== data.html;
  if (fresh) {
    box.innerHTML = view.html = data.html;
    box.scrollLeft = 0;
    view.marked = undefined;
  }
  // The reader may be lines ahead of the answer on its way.
  if (fresh || view.sent === undefined || view.sent === data.picked) {
    mark(box, view, data.picked);
    view.sent = undefined;
  }
  handle(box, (button) => {
    button.focus({ preventScroll: true });
    mark(box, view, button.dataset.line);
    view.sent = button.dataset.line;
    follow(frame);
    setTriggerValue("picked", button.dataset.line);
  });
  copies(frame.querySelector(".copy"), data.source, data.copy, data.copied);
}

/** On a phone what a line does stands below the program: brings it in sight. */
function follow(frame) {
  const narrow = matchMedia("(max-width: 640px)").matches, low = frame.getBoundingClientRect().bottom > 0.62 * innerHeight;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  if (narrow && low) frame.scrollIntoView({ block: "start", behavior });
}

function mark(box, view, slug) {
  for (const button of box.querySelectorAll("button")) {
    const on = button.dataset.line === slug;
    button.setAttribute("aria-pressed", on);
    button.tabIndex = on ? 0 : -1;
    if (on && view.marked !== slug) show(box, button);
  }
  view.marked = slug;
}

/** Scrolls inside the box alone: the page stays where it is. */
function show(box, line) {
  const above = line.offsetTop - line.offsetHeight, below = line.offsetTop + 2 * line.offsetHeight - box.clientHeight;
  box.scrollTop = Math.min(above, Math.max(below, box.scrollTop));
}

function handle(box, pick) {
  const buttons = [...box.querySelectorAll("button")];
  box.onclick = (event) => {
    const button = event.target.closest("button");
    if (button) pick(button);
  };
  box.onkeydown = (event) => {
    const at = buttons.indexOf(event.target.closest("button"));
    const next = { ArrowDown: buttons[at + 1], ArrowUp: buttons[at - 1], Home: buttons[0], End: buttons.at(-1) }[event.key];
    if (at >= 0 && next) {
      event.preventDefault();
      pick(next);
    }
  };
}
