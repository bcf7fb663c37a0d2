// The lines from tile to tile: as wide as the share, orange for and blue, dashed, against.
import { split } from "./overview_tiles.js";

const THIN = 1, WIDE = 6; // px

/** Draws what is told, from where the tiles are now. */
export function draw(view) {
  const { frame, told, tiles } = view, svg = frame.querySelector(".links");
  const box = frame.getBoundingClientRect(), narrow = frame.classList.contains("narrow");
  const at = (layer, index) => place(tiles.get(`${layer}-${index + 1}`), box, narrow);
  svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  const text = told ? [...lines(view, at, narrow), ...(narrow ? [] : labels(told, at))].join("") : "";
  if (view.drawn !== text) svg.innerHTML = view.drawn = text;
}

function lines({ told, data }, at, narrow) {
  const order = ["photo", ...data.columns.map((one) => one.name), "fc8"], largest = new Map();
  for (const [layer, , , , share] of told.links) largest.set(layer, Math.max(largest.get(layer) ?? 0, Math.abs(share)));
  const came = told.links.map(([layer, index, before, origin, share]) => {
    const width = THIN + ((WIDE - THIN) * Math.abs(share)) / largest.get(layer);
    return line(at(before, origin), at(layer, index), { share, width, narrow, delay: order.indexOf(before) });
  });
  const [layer, index] = split(told.pick);
  const goes = told.moves.map(([target, share]) =>
    line(at(layer, index), at("fc8", target), { share, width: 2, narrow, delay: order.length, css: " on" }));
  return [...came, ...goes];
}

/** The shares of the links into what is picked. */
function labels(told, at) {
  return told.links.filter(([, , , , , said]) => said).map(([, , before, origin, share, said]) => {
    const [x, y] = at(before, origin)?.out ?? [];
    return x === undefined ? "" : `<text class="${share > 0 ? "for" : "against"}" x="${x + 3}" y="${y - 3}">${said}</text>`;
  });
}

/** Where lines leave a tile, and where they come in; nothing of one that is not on the page or scrolled out of its row. */
function place(tile, box, narrow) {
  const spot = tile?.isConnected && tile.getBoundingClientRect();
  if (!spot?.width) return null; // hidden, too
  const [left, top] = [spot.left - box.left, spot.top - box.top], [x, y] = [left + spot.width / 2, top + spot.height / 2];
  const row = narrow && tile.closest(".tower")?.getBoundingClientRect();
  if (row && (spot.left + spot.width / 2 < row.left || spot.left + spot.width / 2 > row.right)) return null;
  return narrow
    ? { out: [x, top + spot.height], in: [x, top] }
    : { out: [left + spot.width, y], in: [left, y] };
}

function line(from, to, { share, width, narrow, delay, css = "" }) {
  if (!from || !to) return "";
  const [x, y] = from.out, [toX, toY] = to.in, [midX, midY] = [(x + toX) / 2, (y + toY) / 2];
  const curve = narrow ? `${x} ${midY} ${toX} ${midY}` : `${midX} ${y} ${midX} ${toY}`;
  const style = `stroke-width:${width.toFixed(1)};--delay:${delay}`;
  return `<path class="${share > 0 ? "for" : "against"}${css}" style="${style}" d="M${x} ${y}C${curve} ${toX} ${toY}"/>`;
}
