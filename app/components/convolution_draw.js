// The photo, the map and what ties them: the window on the one is a number of the other.
import { fit, frame, paintNumbers, paintPlanes } from "./canvas.js";
import { corner, pooling, terms } from "./convolution_numbers.js";
import { isWhole } from "./convolution_state.js";
import { markStrip } from "./convolution_strip.js";
import { drawPooling, drawSum } from "./convolution_sum.js";
import { fill, number } from "./words.js";

const FAINT = 0.08; // how strongly the part of the map shows that is still to be reckoned

/** The photo as the network gets it, with its border, in colours again. */
export const photoPicture = ({ input, side }, { mean, std }) =>
  paintPlanes(document.createElement("canvas"), side, input, (value, channel) => 255 * (value * std[channel] + mean[channel]));

/** Paints what changes only with the filter. */
export function drawFilter(view) {
  const { state, parts, data, pictures } = view;
  const { layer, filter, map, pooled, mapSpan, kernelSpan } = state, { size } = layer;
  paintNumbers(pictures.map, layer.outputs, map, mapSpan, data.colours);
  paintNumbers(pictures.pool, layer.pools, pooled, mapSpan, data.colours);
  paintPlanes(parts.kernel, size, layer.kernel(filter), (weight) => 127.5 + (127.5 * weight) / kernelSpan);
  parts.lines.forEach((line, channel) =>
    paintNumbers(line.kernel, size, layer.weights(filter, channel), kernelSpan, data.colours));
  parts.which.value = filter + 1;
  markStrip(view);
}

/** Paints where the window is, and every number that follows from it. */
export function draw(view) {
  const { state, parts } = view, { row, column, filter } = state, sum = terms(state), pool = pooling(state);
  drawPhoto(view);
  drawMap(view, pool);
  drawSum(view, sum);
  drawPooling(view, pool);
  tell(view, sum.total);
  Object.assign(parts.root.dataset, { row, column, filter: filter + 1 });
  tie(view);
}

function drawPhoto({ state, parts, pictures }) {
  const { side, size } = state.layer, { left, top } = corner(state), scale = fit(parts.photo, side);
  const pen = parts.photo.getContext("2d");
  pen.imageSmoothingEnabled = true;
  pen.drawImage(pictures.photo, 0, 0, parts.photo.width, parts.photo.height);
  frame(pen, left * scale, top * scale, size * scale, 2);
  parts.patch.width = parts.patch.height = size;
  parts.patch.getContext("2d").drawImage(pictures.photo, left, top, size, size, 0, 0, size, size);
}

function drawMap({ state, parts, pictures }, pool) {
  const { outputs } = state.layer, cell = fit(parts.map, outputs), { width } = parts.map;
  const pen = parts.map.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.clearRect(0, 0, width, width);
  pen.globalAlpha = isWhole(state) ? 1 : FAINT;
  pen.drawImage(pictures.map, 0, 0, width, width);
  pen.globalAlpha = 1;
  if (!isWhole(state)) {
    const lines = Math.floor(state.shown / outputs), rest = state.shown % outputs;
    for (const [x, y, w, h] of [[0, 0, outputs, lines], [0, lines, rest, 1]])
      if (w && h) pen.drawImage(pictures.map, x, y, w, h, x * cell, y * cell, w * cell, h * cell);
  }
  pen.setLineDash([4, 3]);
  pen.lineWidth = 1.5;
  pen.strokeStyle = "#111";
  pen.strokeRect(2 * pool.column * cell, 2 * pool.row * cell, 3 * cell, 3 * cell);
  pen.setLineDash([]);
  frame(pen, state.column * cell, state.row * cell, cell, state.held ? 4 : 2.5);
}

/** Says in words where the window is and what it answers; not while it plays, which nobody could listen to. */
function tell({ state, parts, data, timer }, total) {
  const { layer, row, column, filter } = state, { words, padding } = data, { left, top } = corner(state);
  const place = { side: layer.outputs, row: row + 1, column: column + 1, value: number(total, words.decimal, 3) };
  parts.caption.textContent = fill(words.output, place);
  parts.caption.setAttribute("aria-live", timer ? "off" : "polite");
  parts.map.setAttribute("aria-label", fill(words.map, { number: filter + 1 }));
  parts.photo.setAttribute("aria-label", fill(words.window, { left: left - padding, top: top - padding, size: layer.size }));
}

/** The cone from the window on the photo to the sum, and the thread from the sum to its number on the map. */
function tie({ state, parts }) {
  const { layer, row, column } = state, { left, top } = corner(state);
  const stage = parts.stage.getBoundingClientRect();
  const [photo, map, total, line, first, last] =
    [parts.photo, parts.map, parts.total, parts.lines[0].line, parts.lines[0].patch, parts.lines[2].patch]
      .map((part) => part.getBoundingClientRect());

  const pixel = photo.width / layer.side, x = photo.left - stage.left + (left + layer.size) * pixel;
  const y = photo.top - stage.top + top * pixel, edge = line.left - stage.left - 4;
  parts.cone.setAttribute("d",
    `M${x} ${y}L${edge} ${first.top - stage.top}V${last.bottom - stage.top}L${x} ${y + layer.size * pixel}Z`);

  const cell = map.width / layer.outputs, endX = map.left - stage.left + column * cell;
  const endY = map.top - stage.top + (row + 0.5) * cell, turn = map.left - stage.left - 10;
  const startX = total.right - stage.left + 4, startY = total.top - stage.top + total.height / 2;
  parts.thread.setAttribute("d", `M${startX} ${startY}C${turn} ${startY} ${turn} ${endY} ${endX} ${endY}`);
}
