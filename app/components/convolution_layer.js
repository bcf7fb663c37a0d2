// The first layer's arithmetic. What comes in is float32, as the network has it; sums run in double precision.
const floats = (text) => new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

/** The convolution of one photo of 3 * side * side numbers by kernels of 3 * size * size, to maps of outputs * outputs. */
export class FirstLayer {
  constructor({ input, kernels, bias, side, size, stride, outputs }) {
    Object.assign(this, { side, size, stride, outputs });
    this.input = floats(input);
    this.kernels = floats(kernels);
    this.bias = floats(bias);
    this.pools = Math.floor((outputs - 3) / 2) + 1; // how many windows of 3, 2 apart, max pooling has in a row
  }

  /** All 3 * size * size weights of a filter. */
  kernel(filter) {
    const volume = 3 * this.size ** 2;
    return this.kernels.subarray(filter * volume, (filter + 1) * volume);
  }

  weights(filter, channel) {
    const area = this.size ** 2, start = (filter * 3 + channel) * area;
    return this.kernels.subarray(start, start + area);
  }

  /** Where line `y` of the window begins in `input`. */
  start(row, column, channel, y) {
    return (channel * this.side + row * this.stride + y) * this.side + column * this.stride;
  }

  patch(row, column, channel) {
    const pixels = new Float32Array(this.size ** 2);
    for (let y = 0; y < this.size; y++) {
      const start = this.start(row, column, channel, y);
      pixels.set(this.input.subarray(start, start + this.size), y * this.size);
    }
    return pixels;
  }

  products(filter, row, column, channel) {
    const weights = this.weights(filter, channel);
    return Float64Array.from(this.patch(row, column, channel), (value, place) => value * weights[place]);
  }

  answer(filter, row, column) {
    let sum = this.bias[filter];
    for (let channel = 0; channel < 3; channel++) {
      const weights = this.weights(filter, channel);
      for (let y = 0; y < this.size; y++) {
        const start = this.start(row, column, channel, y);
        for (let x = 0; x < this.size; x++) sum += this.input[start + x] * weights[y * this.size + x];
      }
    }
    return sum;
  }

  map(filter) {
    return new Float64Array(this.outputs ** 2).map((_, at) =>
      this.answer(filter, Math.floor(at / this.outputs), at % this.outputs));
  }

  /** The nine places of a map that one window of max pooling sees. */
  poolCells(row, column) {
    return [...Array(9).keys()].map((n) => (2 * row + Math.floor(n / 3)) * this.outputs + 2 * column + (n % 3));
  }

  /** ReLU and max pooling of a map. */
  pool(map) {
    return new Float64Array(this.pools ** 2).map((_, at) => {
      const cells = this.poolCells(Math.floor(at / this.pools), at % this.pools);
      return Math.max(0, ...cells.map((cell) => map[cell]));
    });
  }
}
