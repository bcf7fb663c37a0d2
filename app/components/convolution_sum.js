// The sum under the window, term by term, and the nine numbers of which max pooling keeps one.
import { fit, frame, paintNumbers, shade } from "./canvas.js";
import { fill, number } from "./words.js";

const DARK = 400; // below this red + 2 * green + blue, black digits are hard to read

export function drawSum({ state, parts, data }, { channels, cell, bias, total }) {
  const { size } = state.layer, line = Math.floor(cell.place / size), column = cell.place % size;
  parts.lines.forEach((part, channel) => {
    const { patch, products, total: share } = channels[channel];
    paintNumbers(part.patch, size, patch, state.inputSpan, data.colours);
    paintNumbers(part.product, size, products, 1.2 * state.kernelSpan, data.colours);
    part.output.textContent = number(share, 3);
    part.line.classList.toggle("looked", channel === cell.channel);
    part.line.style.setProperty("--x", column);
    part.line.style.setProperty("--y", line);
  });
  const { words } = data, channel = [words.red, words.green, words.blue][cell.channel];
  const [pixel, weight, product] = [cell.pixel, cell.weight, cell.pixel * cell.weight].map((value) => number(value, 3));
  const where = fill(words.cell, { channel, row: line + 1, column: column + 1 });
  parts.cell.textContent = `${state.cell ? "" : words.strongest}${where} ${pixel} × ${weight} = ${product}`;
  parts.bias.textContent = number(bias, 3);
  parts.total.textContent = number(total, 3);
}

export function drawPooling({ state, parts, data, pictures }, { row, column, cells, value }) {
  cells.forEach((cell, n) => {
    writeCell(parts.raw[n], cell.value, state.mapSpan, data.colours, { here: cell.here });
    writeCell(parts.relu[n], cell.relu, state.mapSpan, data.colours, { here: cell.here, kept: cell.kept });
  });
  parts.max.textContent = fill(data.words.max, { row: row + 1, column: column + 1 });
  parts.pooled.textContent = number(value);
  const dot = fit(parts.pool, state.layer.pools), pen = parts.pool.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(pictures.pool, 0, 0, parts.pool.width, parts.pool.width);
  frame(pen, column * dot, row * dot, dot, 2);
}

function writeCell(part, value, span, colours, classes) {
  const colour = shade(value, span, colours);
  part.textContent = number(value);
  part.style.setProperty("--paint", `rgb(${colour})`);
  part.classList.toggle("dark", colour[0] + 2 * colour[1] + colour[2] < DARK);
  for (const [name, on] of Object.entries(classes)) part.classList.toggle(name, on);
}
