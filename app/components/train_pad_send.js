// The drawing on its way to the server: one picture at a time, always the newest.
import { drawStrokes } from "./train_strokes.js";

const SENT = 128, // pixels of the picture that the network gets
  PAUSE = 60, // ms between two pictures
  LOST = 4000; // ms after which an answer is no longer waited for

/** Sends what `pad` shows if it has changed and the picture before is answered; else it is called again when that is so. */
export async function send(pad) {
  const now = performance.now(), passed = now - (pad.when ?? -PAUSE);
  if (!pad.changed || (pad.sent !== pad.answered && passed < LOST)) return;
  if (passed < PAUSE) {
    setTimeout(() => send(pad), PAUSE - passed);
    return;
  }
  Object.assign(pad, { changed: false, when: now, sent: pad.sent + 1 });
  const number = pad.sent, rest = pad.held ? {} : { strokes: pad.strokes, colour: pad.colour };
  const picture = await encoded(pad);
  pad.tell("drawing", { number, picture, ...rest });
  setTimeout(() => send(pad), LOST);
}

/** The PNG in base64; empty for an empty pad. */
async function encoded(pad) {
  if (!pad.strokes.length) return "";
  pad.small ??= new OffscreenCanvas(SENT, SENT);
  drawStrokes(pad.small, pad.strokes, pad.colours[pad.colour], pad.held);
  const file = await pad.small.convertToBlob({ type: "image/png" });
  return btoa(String.fromCharCode(...new Uint8Array(await file.arrayBuffer())));
}
