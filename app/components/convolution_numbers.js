// What can be read off a state: the terms of the sum, and what ReLU and max pooling make of the numbers around it.

/**
 * The sum under the window.
 *
 * channels: of red, green and blue, each with its patch, its products and their total;
 * cell: one product as {channel, place, pixel, weight}: the one looked at, or else the strongest.
 */
export function terms(state) {
  const { layer, filter, row, column } = state;
  const channels = [0, 1, 2].map((channel) => {
    const products = layer.products(filter, row, column, channel);
    return { patch: layer.patch(row, column, channel), products, total: products.reduce((sum, value) => sum + value, 0) };
  });
  const { channel, place } = state.cell ?? strongest(channels.map((each) => each.products));
  const cell = { channel, place, pixel: channels[channel].patch[place], weight: layer.weights(filter, channel)[place] };
  return { channels, cell, bias: layer.bias[filter], total: state.map[row * layer.outputs + column] };
}

/** {channel, place} of the first product with the largest absolute value. */
export function strongest(products) {
  let best = { channel: 0, place: 0 };
  products.forEach((each, channel) => each.forEach((value, place) => {
    if (Math.abs(value) > Math.abs(products[best.channel][best.place])) best = { channel, place };
  }));
  return best;
}

/**
 * The window of max pooling that sees the number.
 *
 * cells: its nine places in the map, with `value` before and `relu` after ReLU, and whether it is the one that is `here`
 * and the one that is `kept`; value: what comes out.
 */
export function pooling(state) {
  const { layer, map } = state, at = state.row * layer.outputs + state.column;
  const [row, column] = [state.row, state.column].map((place) => Math.min(Math.floor(place / 2), layer.pools - 1));
  const nine = layer.poolCells(row, column), best = nine.reduce((kept, place) => (map[place] > map[kept] ? place : kept));
  const cells = nine.map((place) => ({
    value: map[place],
    relu: Math.max(0, map[place]),
    here: place === at,
    kept: place === best && map[place] > 0,
  }));
  return { row, column, cells, value: Math.max(0, map[best]) };
}

/** The window's upper left corner on the photo with its border, in pixels. */
export const corner = ({ layer, row, column }) => ({ left: column * layer.stride, top: row * layer.stride });
