// Mouse, touch and keyboard: a click picks, a second one switches off; the arrows walk; a column's name opens all its maps.
import { picture } from "./overview_tiles.js";

export function handle(view) {
  const { frame } = view;
  frame.onclick = (event) => {
    const one = event.target.closest("button");
    if (view.data.told) view.open(one?.dataset.spot ?? view.told.pick); // a picture that stands still leads to the other
    if (view.data.told || !one) return;
    if (one.dataset.spot) pick(view, one.dataset.spot);
    else if (one.dataset.cut) view.cut(one.dataset.cut);
    else if (one.dataset.opens) open(view, one.dataset.opens);
    if (one.closest(".sheet")) close(view);
  };
  frame.onkeydown = (event) => {
    if (event.key === "Escape" && close(view)) event.preventDefault();
    const next = event.key.startsWith("Arrow") && event.target.dataset.spot && step(view, event.target, event.key.slice(5));
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}

/** Picks a tile; one that is picked, and is no class, is switched off or on. */
function pick(view, spot) {
  const again = view.told?.pick === spot && !spot.startsWith("fc8");
  window.alexnetOverview?.[again ? "turn" : "pick"](spot);
  for (const [other, tile] of view.tiles) tile.setAttribute("aria-pressed", other === spot);
}

/** The tile that lies there: the next of the column, or the nearest of the next column. */
function step({ frame }, from, way) {
  if (from.closest(".sheet")) return from[{ Right: "nextSibling", Down: "nextSibling", Left: "previousSibling", Up: "previousSibling" }[way]];
  const narrow = frame.classList.contains("narrow"), on = { Right: 1, Down: 1, Left: -1, Up: -1 }[way];
  const across = ["Left", "Right"].includes(way) !== narrow;
  const columns = [...frame.querySelectorAll(".column:not(.photo)")].map((one) => [...one.querySelectorAll("button.tile")]);
  const at = columns.findIndex((one) => one.includes(from));
  if (!across) return columns[at][columns[at].indexOf(from) + on];
  const middle = (tile) => {
    const box = tile.getBoundingClientRect();
    return narrow ? box.left + box.width / 2 : box.top + box.height / 2;
  };
  const far = (tile) => Math.abs(middle(tile) - middle(from));
  for (let to = at + on; columns[to]; to += on) if (columns[to].length) return columns[to].toSorted((a, b) => far(a) - far(b))[0];
  return null;
}

/** All maps of a column over the picture. */
function open(view, layer) {
  close(view);
  const { frame, data } = view, of = data.columns.find((one) => one.name === layer), sheet = document.createElement("div");
  sheet.className = `sheet${of.units ? " units" : ""}`;
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-label", layer);
  sheet.style.setProperty("--sprite", `url(${of.sprite})`);
  const shut = Object.assign(document.createElement("button"), { type: "button", className: "shut", textContent: "✕" });
  shut.setAttribute("aria-label", data.words.close);
  const grid = document.createElement("div");
  grid.className = "grid";
  grid.append(...of.orders.flat().map((index) => picture(data, of, index, `${of.name}-${index + 1}`)));
  sheet.append(shut, Object.assign(document.createElement("b"), { textContent: layer }), grid);
  frame.append(sheet);
  grid.firstChild.tabIndex = 0;
  shut.focus();
}

function close({ frame }) {
  const sheet = frame.querySelector(".sheet");
  sheet?.remove();
  return Boolean(sheet);
}
