// A drawing as strokes: each is a row of [x, y] in 0..1. One that ends where it began is filled; inside a filled one it is a hole.
const PEN = 0.12, CLOSE = 0.16, LONG = 0.5; // as shares of the side: the pen's width, how near an end is to its beginning

const away = ([x, y], [a, b]) => Math.hypot(x - a, y - b);
const length = (stroke) => stroke.slice(1).reduce((sum, point, place) => sum + away(point, stroke[place]), 0);

/** Whether a stroke runs round something. */
const closed = (stroke) => stroke.length > 4 && away(stroke[0], stroke.at(-1)) < CLOSE && length(stroke) > LONG;

/** Draws strokes in [ink, paper]; `open`: the last one is still being drawn, so it is not filled. */
export function drawStrokes(canvas, strokes, [ink, paper], open) {
  const pen = canvas.getContext("2d"), side = canvas.width;
  pen.fillStyle = paper;
  pen.fillRect(0, 0, side, side);
  pen.fillStyle = pen.strokeStyle = ink;
  pen.lineWidth = PEN * side;
  pen.lineCap = pen.lineJoin = "round";
  const whole = (stroke, place) => closed(stroke) && !(open && place === strokes.length - 1);
  pen.fill(joined(strokes.filter(whole), side, true), "evenodd");
  pen.stroke(joined(strokes.filter((stroke, place) => !whole(stroke, place)), side, false));
}

/** One path of several strokes. */
function joined(strokes, side, whole) {
  const path = new Path2D();
  for (const stroke of strokes) trace(path, stroke, side, whole);
  return path;
}

function trace(path, stroke, side, whole) {
  stroke.forEach(([x, y], place) => (place ? path.lineTo(x * side, y * side) : path.moveTo(x * side, y * side)));
  if (whole) path.closePath();
  else if (stroke.length === 1) path.lineTo(stroke[0][0] * side + 0.01, stroke[0][1] * side); // a dot
}

/** A line in the middle of a stroke, so that it is seen on what is filled, too. */
export function drawThread(canvas, stroke, colour) {
  const pen = canvas.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 0.008 * canvas.width;
  pen.stroke(joined([stroke], canvas.width, false));
}
