// A question: the options are its pictures, or words beside them. After the guess they bear marks, and the answer comes in sight.
import { memory } from "./memory.js";

/** What is kept in `view`: key: all that is shown; open: the question whose answer is shown. */
export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".quiz"), view = memory(frame);
  const key = JSON.stringify(data), had = frame.getRootNode().activeElement;
  if (view.key === key) return;
  const first = view.key === undefined, open = data.known ? data.count : "";
  view.key = key;
  fill(frame, data, setTriggerValue);
  if (!first && view.open !== open) follow(frame, data, had);
  view.open = open;
}

function fill(frame, data, send) {
  const part = (name) => frame.querySelector(`.${name}`);
  part("count").textContent = data.count;
  part("words").textContent = data.words;
  part("asked").replaceChildren(...data.asked.map(({ picture, word }) => {
    const figure = document.createElement("figure");
    figure.append(image(picture, word), made("figcaption", word));
    return figure;
  }));
  part("options").classList.toggle("pictures", data.options.some(({ picture }) => picture));
  part("options").setAttribute("aria-label", data.words);
  part("options").replaceChildren(...data.options.map((option, at) => button(option, at, data, send)));
  part("reveal").replaceChildren(...(data.known ? answer(data, send) : []));
}

function button({ word, picture }, at, { known, marks }, send) {
  const one = made("button", "");
  one.type = "button";
  if (picture) one.append(image(picture, ""));
  one.append(made("span", word, "word"));
  if (known) {
    one.disabled = true;
    one.classList.toggle("right", at === known.right);
    one.classList.toggle("wrong", at === known.chosen && at !== known.right);
    if (at === known.right) one.append(made("span", `✓ ${marks.right}`, "mark"));
    if (at === known.chosen) one.append(made("span", at === known.right ? marks.yours : `✗ ${marks.yours}`, "mark"));
  }
  one.onclick = () => {
    one.classList.add("sent");
    send("picked", at);
  };
  return one;
}

function answer({ known, next }, send) {
  const told = made("p", ""), onward = made("button", next, "next");
  told.append(made("b", known.told), ` ${known.why}`);
  onward.type = "button";
  onward.onclick = () => send("next", Date.now());
  return [told, onward];
}

/** Brings the answer, or the new question, into sight, and the keyboard to what comes next. */
function follow(frame, data, had) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const to = frame.querySelector(data.known ? ".next" : ".words");
  if (had) frame.querySelector(data.known ? ".next" : ".options button")?.focus({ preventScroll: true });
  requestAnimationFrame(() => to.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" }));
}

const image = (source, words) => Object.assign(new Image(), { src: source, alt: words, draggable: false });

const made = (kind, words, name = "") => Object.assign(document.createElement(kind), { textContent: words, className: name });
