// A small copy of the reader's own photo in this tab: a reload, or a server that no longer knows the tab, need not cost the photo.
const KEY = "alexnet-photo";
const SIDE = 1024; // pixels of its longer side; the networks see 224
const WHOLE = 1.5e6; // bytes of a file that this browser cannot draw, such as HEIC, and that is kept as it is

/** Keeps a photo that has been chosen, or what a video shows, until the next one or until the tab is closed. */
export async function keepCopy(photo) {
  try {
    sessionStorage.setItem(KEY, (await small(photo).catch(() => whole(photo))));
  } catch {
    sessionStorage.removeItem(KEY); // none is better than one that is not what the reader looks at
  }
}

/** The copy as a file; null if there is none. */
export async function keptCopy() {
  const kept = sessionStorage.getItem(KEY);
  return kept && new File([await (await fetch(kept)).blob()], "photo.jpg", { type: "image/jpeg" });
}

async function small(photo) {
  const picture = await createImageBitmap(photo);
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(scale * picture.width), Math.round(scale * picture.height)];
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.95);
}

function whole(photo) {
  if (!(photo.size <= WHOLE)) throw new Error("too large to be kept");
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = reject;
    reader.readAsDataURL(photo);
  });
}
