// Where the reader is in the convolution. Each function takes a state and gives the next one; none touches the page.
import { FirstLayer } from "./convolution_layer.js";

const WITHIN = 0.995; // share of a map's numbers whose colour is not at its end
const BORDER = 0.1; // share of a map's side at each edge where the window does not begin
const clamp = (value, most) => Math.min(Math.max(value, 0), most);
const largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * A photo and a network at which nobody has looked yet, or at data.place; `choose` gives it a filter, its numbers and a place.
 *
 * cell: {channel, place} of the product that the reader looks at, or null for the strongest;
 * held: the window stays where a click put it; shown: how many numbers of the map have been reckoned while it plays.
 */
export function begin(data) {
  const layer = new FirstLayer(data), [row, column] = data.place ?? [null, null];
  return {
    of: data.of, layer, inputSpan: largest(layer.input),
    filter: null, row, column, cell: null, held: false, shown: Infinity,
  };
}

/** The place of the largest answer that does not lie at the map's edge, where the window hangs over the photo's. */
function strongest(map, outputs) {
  const edge = Math.round(BORDER * outputs), inside = (at) => at >= edge && at < outputs - edge;
  let best = -1;
  map.forEach((value, at) => {
    if (inside(at % outputs) && inside(Math.floor(at / outputs)) && !(value <= map[best])) best = at;
  });
  return best;
}

/** Another filter at the same place; the first one at its strongest answer. */
export function choose(state, filter) {
  const { layer } = state, map = layer.map(filter), best = strongest(map, layer.outputs);
  const sorted = Float64Array.from(map, Math.abs);
  sorted.sort();
  return {
    ...state,
    filter,
    map,
    mapSpan: sorted[Math.floor(WITHIN * (sorted.length - 1))] || 1,
    kernelSpan: largest(layer.kernel(filter)) || 1,
    pooled: layer.pool(map),
    row: state.row ?? Math.floor(best / layer.outputs),
    column: state.column ?? best % layer.outputs,
  };
}

/** The window at a place of the map, or at the nearest one that there is. */
export function move(state, row, column) {
  const last = state.layer.outputs - 1;
  return { ...state, row: clamp(row, last), column: clamp(column, last), cell: null };
}

/** The window where the reader wants it: whatever played is over. */
export const reach = (state, row, column) => ({ ...move(state, row, column), shown: Infinity });

/** The window so many places on, in reading order, at most to the last one; from there round again. */
export function advance(state, places = 1) {
  const { outputs } = state.layer, at = state.row * outputs + state.column, last = state.map.length - 1;
  const next = at === last ? 0 : Math.min(at + places, last);
  return { ...move(state, Math.floor(next / outputs), next % outputs), shown: isWhole(state) ? state.shown : next + 1 };
}

/** The map is whole, and nothing plays or waits to be played on. */
export const isWhole = (state) => state.shown >= state.map.length;

/** The window at the beginning of a map that is still empty. */
export const rewind = (state) => ({ ...move(state, 0, 0), shown: 1 });

export const finish = (state) => ({ ...state, shown: Infinity });

export const hold = (state, held) => ({ ...state, held });

/** At one product, named by its line and column in a channel; the nearest one that there is. */
export function look(state, channel, line, column) {
  const { size } = state.layer;
  return { ...state, cell: { channel, place: clamp(line, size - 1) * size + clamp(column, size - 1) } };
}

/** At the product so many places on, from channel to channel and round again. */
export function lookOn(state, step) {
  const area = state.layer.size ** 2, volume = 3 * area;
  const from = state.cell ? state.cell.channel * area + state.cell.place : -step;
  const to = (from + step + volume) % volume;
  return { ...state, cell: { channel: Math.floor(to / area), place: to % area } };
}
