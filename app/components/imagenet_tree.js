// A branch of ImageNet's tree: the way to it, photos that hang on it, and its classes as tiles in tiles. What is picked, the page
// is told; what a tile stands for is said below, so that nothing covers it.
import { squarified } from "./imagenet_layout.js";
import { memory } from "./memory.js";

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".tree"), view = memory(frame), field = frame.querySelector(".tiles");
  const key = JSON.stringify(data), had = field.contains(frame.getRootNode().activeElement);
  if (view.key !== key) {
    view.key = key;
    fill(frame, data);
    place(field);
    if (had) field.querySelector("button")?.focus();
  }
  view.watch ??= new ResizeObserver(() => place(field));
  view.watch.observe(field);
  handle(frame, data, (id) => setTriggerValue("picked", id));
  return () => view.watch.disconnect();
}

function fill(frame, data) {
  const [way, photos, field, told] = frame.children;
  way.replaceChildren(...data.way.map((step, at) => {
    const last = at === data.way.length - 1, item = element(last ? "b" : "button", step.name, {});
    if (!last) item.dataset.id = step.id;
    return item;
  }));
  way.setAttribute("aria-label", data.words.way);
  photos.replaceChildren(...data.photos.map(({ id, name, picture }) => {
    const button = element("button", "", { title: name }), image = new Image();
    [image.src, image.alt, button.dataset.id] = [picture, name, id];
    button.append(image);
    return button;
  }));
  photos.setAttribute("aria-label", data.words.photos);
  field.setAttribute("aria-label", data.words.tiles);
  field.replaceChildren(...data.tiles.flatMap((branch) => [tile(branch), ...branch.inner.map(tile)]));
  for (const button of [...field.children].slice(1)) button.tabIndex = -1;
  told.textContent = data.words.hint;
}

function tile(of) {
  const button = element("button", "", {}), label = element("span", of.name, { className: "label" });
  Object.assign(button.dataset, { id: of.id, told: of.told, size: of.size, inner: of.inner?.length ?? 0, opens: of.opens ?? "" });
  button.setAttribute("aria-label", of.told);
  for (const [at, name] of ["--ground", "--ink"].entries()) button.style.setProperty(name, of.colours[at]);
  if (of.picture) button.style.setProperty("--photo", `url(${of.picture})`);
  button.classList.toggle("photo", Boolean(of.picture));
  label.append(element("span", of.share, { className: "share" }));
  button.append(label);
  return button;
}

const element = (kind, words, has) =>
  Object.assign(document.createElement(kind), kind === "button" ? { type: "button" } : {}, { textContent: words }, has);

/** Gives each tile its place, and then takes off of its words what has no room. */
function place(field) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize), { clientWidth: w, clientHeight: h } = field;
  if (!w || !h) return;
  const tiles = [...field.children], heads = [];
  for (let at = 0; at < tiles.length; at += 1 + Number(tiles[at].dataset.inner)) heads.push(at);
  within(heads.map((at) => tiles[at]), { x: 0, y: 0, w, h });
  for (const at of heads) {
    const head = tiles[at], inner = tiles.slice(at + 1, at + 1 + Number(head.dataset.inner));
    if (!inner.length) continue;
    const { x, y, w: wide, h: high } = head.spot, top = Math.min(1.7 * rem, high / 3), edge = 0.2 * rem;
    head.style.setProperty("--head", `${top}px`);
    within(inner, { x: x + edge, y: y + top, w: wide - 2 * edge, h: high - top - edge });
  }
  for (const one of tiles) one.classList.remove("small", "short", "bare");
  for (const less of ["small", "short", "bare"]) {
    const full = tiles.filter((one) => !one.classList.contains("bare") && over(one));
    for (const one of full) one.classList.add(less);
  }
}

const within = (row, box) => squarified(row.map((one) => Number(one.dataset.size)), box).forEach((spot, at) => put(row[at], spot));

function put(one, spot) {
  one.spot = spot;
  for (const [side, length] of [["left", spot.x], ["top", spot.y], ["width", spot.w], ["height", spot.h]]) one.style[side] = `${length}px`;
}

function over(one) {
  const label = one.firstChild, room = Number(one.dataset.inner) ? parseFloat(one.style.getPropertyValue("--head")) : one.spot.h - 2;
  return label.scrollWidth > one.spot.w - 4 || label.offsetHeight > room + 1;
}

const of = (event) => event.target.closest("button");

function handle(frame, data, pick) {
  const field = frame.querySelector(".tiles"), told = frame.querySelector(".told");
  field.onpointerover = (event) => of(event) && (told.textContent = of(event).dataset.told);
  for (const button of field.children) button.onfocus = () => (told.textContent = button.dataset.told);
  field.onpointerleave = () => (told.textContent = data.words.hint);
  frame.onclick = (event) => {
    const button = of(event);
    if (!button) return;
    if (button.dataset.told) told.textContent = button.dataset.told;
    const to = field.contains(button) ? button.dataset.opens : button.dataset.id;
    if (to) pick(to);
  };
  field.onkeydown = (event) => {
    const at = [...field.children].indexOf(of(event)), step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = step && field.children[at + step];
    if (!next) return;
    event.preventDefault();
    [field.children[at].tabIndex, next.tabIndex] = [-1, 0];
    next.focus();
  };
}
