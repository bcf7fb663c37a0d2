// Numbers as pixels. A colour is [red, green, blue] in 0..255, `colours` are those of positive, negative and zero.
const LINE = "#b33a0a", EDGE = "#fff";

/** The colour of a number in -span..span; what lies beyond has the full colour. */
export function shade(value, span, [positive, negative, zero]) {
  const share = Math.min(Math.abs(value) / span, 1), end = value > 0 ? positive : negative;
  return zero.map((pale, part) => Math.round(pale + (end[part] - pale) * share));
}

/** Paints a square of side * side pixels; `colour` gives that of each place, row by row. */
export function paint(canvas, side, colour) {
  if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
  const picture = new ImageData(side, side);
  for (let place = 0; place < side ** 2; place++) picture.data.set([...colour(place), 255], 4 * place);
  canvas.getContext("2d").putImageData(picture, 0, 0);
  return canvas;
}

/** Paints numbers, each as its shade. */
export const paintNumbers = (canvas, side, numbers, span, colours) =>
  paint(canvas, side, (place) => shade(numbers[place], span, colours));

/** Paints three planes of numbers as one picture; `level(number, channel)` is in 0..255. */
export const paintPlanes = (canvas, side, numbers, level) =>
  paint(canvas, side, (place) => [0, 1, 2].map((channel) => level(numbers[channel * side ** 2 + place], channel)));

/** As many pixels as the screen has there; gives how many of them one of `across` cells has. */
export function fit(canvas, across) {
  const width = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1)) || across;
  if (canvas.width !== width) canvas.width = canvas.height = width;
  return width / across;
}

/** The window's frame, in pixels: a line that stands out from what is dark and from what is bright. */
export function frame(pen, x, y, side, thick) {
  for (const [width, colour] of [[thick + 2, EDGE], [thick, LINE]]) {
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.strokeRect(x, y, side, side);
  }
}
