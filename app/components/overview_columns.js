// The columns and their tiles: which are shown, cut from their column's one picture.
import { element, split, tile } from "./overview_tiles.js";
import { fill } from "./words.js";

const GAP = 4, NARROW = 700, ROW = 16; // px between tiles; px below which columns are rows; tiles of a row
const TILE = { share: 0.035, least: 30, most: 74, row: 38, still: 26 }; // of the width; px; px in a row

/** The columns without their tiles. */
export function build(view) {
  const { frame, data } = view, columns = frame.querySelector(".columns");
  view.tiles = new Map();
  data.gpus.forEach((colour, gpu) => frame.style.setProperty(`--gpu${gpu + 1}`, colour));
  columns.style.setProperty("--layers", data.columns.length);
  columns.setAttribute("aria-label", data.words.picture);
  const photo = element("div", "column photo"), image = element("img", "tile", { src: data.photo, alt: data.words.photo });
  image.dataset.spot = "photo-1";
  photo.append(element("b", "head", { textContent: data.words.photo }), image);
  view.tiles.set("photo-1", image);
  const last = element("div", "column classes");
  last.append(head(view, "fc8", data.words.classes, false), element("div", "body"));
  columns.replaceChildren(photo, ...data.columns.map((one, at) => column(view, one, at)), last);
}

function column(view, of, at) {
  const part = element("div", `column${of.units ? " units" : ""}`), body = element("div", "body");
  part.style.setProperty("--sprite", `url(${of.sprite})`);
  part.style.setProperty("--at", at);
  for (const gpu of of.orders.keys()) {
    const tower = element("div", `tower${of.orders.length > 1 ? ` gpu${gpu + 1}` : ""}`);
    if (of.orders.length > 1 && at === 0) tower.dataset.gpu = `GPU ${gpu + 1}`;
    body.append(tower);
  }
  part.append(head(view, of.name, of.name, !view.data.told), body);
  return part;
}

/** A column's name, which opens all of its maps; where the towers meet, with scissors. */
function head(view, layer, name, opens) {
  const { links = [], cut = [], words: told } = view.data, part = element("div", "head");
  if (links.includes(layer)) {
    const isCut = cut.includes(layer), label = fill(told[isCut ? "join" : "cut"], { layer });
    const knob = element("button", "knob", { type: "button", title: label, textContent: isCut ? "＋" : "✂" });
    knob.dataset.cut = layer;
    knob.setAttribute("aria-label", label);
    knob.setAttribute("aria-pressed", isCut);
    part.append(knob);
  }
  const title = element(opens ? "button" : "b", "name", { textContent: name });
  if (opens) {
    Object.assign(title, { type: "button", title: fill(told.all, { layer }) });
    title.dataset.opens = layer;
  }
  part.append(title);
  return part;
}

/** The tiles that have room: the way of what is picked, and of the others the most active. */
export function lay(view) {
  const { frame, data, told } = view, narrow = frame.clientWidth < NARROW;
  const had = frame.getRootNode().activeElement?.dataset?.spot;
  const side = narrow ? (data.told ? TILE.still : TILE.row) : Math.round(Math.min(TILE.most, Math.max(TILE.least, TILE.share * frame.clientWidth)));
  frame.classList.toggle("narrow", narrow);
  frame.style.setProperty("--tile", `${side}px`);
  const way = onWay(told), parts = frame.querySelectorAll(".column:not(.photo, .classes)");
  data.columns.forEach((of, at) => {
    [...parts[at].querySelectorAll(".tower")].forEach((tower, gpu) => {
      const room = narrow ? ROW : Math.max(1, Math.floor((tower.clientHeight - GAP) / (side * (of.units ? 0.5 : 1) + GAP)));
      const shown = chosen(of, gpu, way.get(of.name) ?? [], room, narrow);
      tower.replaceChildren(...shown.map((index) => tile(view, of, index)));
      if (!shown.length) tower.append(element("i", "none", { textContent: data.words.silent }));
    });
  });
  classes(view);
  mark(view, way);
  if (had) view.tiles.get(had)?.focus();
}

/** By layer: the maps that the told links go through, those first that matter most, and those that are off. */
function onWay(told) {
  const way = new Map(), add = (layer, index) => {
    if (!way.has(layer)) way.set(layer, []);
    if (!way.get(layer).includes(index)) way.get(layer).push(index);
  };
  if (!told) return way;
  add(...split(told.pick));
  for (const [, , before, origin] of told.links) add(before, origin);
  for (const spot of told.off) add(...split(spot));
  return way;
}

/** Sorted by activity; in a row that scrolls, those on the way come first. */
function chosen({ orders, active }, gpu, must, room, narrow) {
  const order = orders[gpu], needed = must.filter((index) => order.includes(index)).slice(0, room), shown = new Set(needed);
  for (const index of order.slice(0, active[gpu])) if (shown.size < room) shown.add(index);
  return narrow ? [...shown] : order.filter((index) => shown.has(index));
}

function classes(view) {
  const { told, frame } = view, body = frame.querySelector(".classes .body");
  if (view.data.told) {
    const end = view.tiles.get(told.pick) ?? element("i", "end");
    view.tiles.set(told.pick, end);
    body.replaceChildren(end);
    return;
  }
  body.replaceChildren(...(told?.classes ?? []).map((one) => {
    const spot = `fc8-${one.index + 1}`, button = view.tiles.get(spot) ?? element("button", "tile", { type: "button", tabIndex: -1 });
    view.tiles.set(spot, button);
    button.dataset.spot = spot;
    button.replaceChildren(element("span", "who", { textContent: one.name }), element("span", "share", { textContent: one.said }));
    button.style.setProperty("--share", one.share);
    button.style.setProperty("--before", one.before);
    return button;
  }));
}

function mark({ tiles, told, frame }, way) {
  for (const [spot, one] of tiles) {
    if (one.tagName !== "BUTTON") continue;
    const [layer, index] = split(spot), picked = spot === told?.pick, off = told?.off.includes(spot);
    one.classList.toggle("way", layer === "fc8" ? picked : Boolean(way.get(layer)?.includes(index)));
    one.classList.toggle("off", Boolean(off));
    one.setAttribute("aria-pressed", picked);
    one.tabIndex = picked ? 0 : -1;
  }
  for (const part of frame.querySelectorAll(".tower, .classes .body")) {
    if (part.querySelector("button") && !part.querySelector('[tabindex="0"]')) part.querySelector("button").tabIndex = 0;
  }
  frame.classList.toggle("told", Boolean(told?.links.length));
}
