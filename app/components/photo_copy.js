// A small copy of the reader's own photo in this tab: a reload, or a server that no longer knows the tab, need not cost the photo.
const KEY = "alexnet-photo";
const SIDE = 1024; // pixels of its longer side; the networks see 224

/** Keeps it, until the tab is closed. What is no picture for this browser is not kept. */
export async function keepCopy(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(scale * picture.width), Math.round(scale * picture.height)];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    sessionStorage.setItem(KEY, canvas.toDataURL("image/jpeg", 0.95));
  } catch {
    sessionStorage.removeItem(KEY);
  }
}

/** The copy as a file; null if there is none. */
export async function keptCopy() {
  const kept = sessionStorage.getItem(KEY);
  return kept && new File([await (await fetch(kept)).blob()], "photo.jpg", { type: "image/jpeg" });
}
