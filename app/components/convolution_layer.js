// The first layer's arithmetic. What comes in is float32, as the network has it; sums run in double precision.
const floats = (text) => new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

class FirstLayer {
  constructor({ input, kernels, bias, side, size, stride, outputs }) {
    Object.assign(this, { side, size, stride, outputs });
    this.input = floats(input);
    this.kernels = floats(kernels);
    this.bias = floats(bias);
  }
  weights(filter, channel) {
    const area = this.size ** 2, start = (filter * 3 + channel) * area;
    return this.kernels.subarray(start, start + area);
  }
  patch(row, column, channel) {
    const found = new Float32Array(this.size ** 2);
    for (let y = 0; y < this.size; y++) {
      const start = (channel * this.side + row * this.stride + y) * this.side + column * this.stride;
      found.set(this.input.subarray(start, start + this.size), y * this.size);
    }
    return found;
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
        const start = (channel * this.side + row * this.stride + y) * this.side + column * this.stride;
        for (let x = 0; x < this.size; x++) sum += this.input[start + x] * weights[y * this.size + x];
      }
    }
    return sum;
  }
  map(filter) {
    const found = new Float64Array(this.outputs ** 2);
    for (let place = 0; place < found.length; place++)
      found[place] = this.answer(filter, Math.floor(place / this.outputs), place % this.outputs);
    return found;
  }
}
