// The field through which every photo of the reader's own goes to the server.
export const UPLOAD = '.st-key-upload [data-testid="stFileUploaderDropzone"] input[type="file"]';
const REFUSED = '.st-key-upload [data-testid="stFileUploaderFileErrorMessage"]';
const LOOK_MS = 300; // after which a file that is not taken has been refused
const WAIT_MS = 5000; // for a field that is still being drawn

/** Sends a file as if it had been chosen there; `refused` hears when the field does not take it. */
export function givePhoto(file, refused, until = performance.now() + WAIT_MS) {
  const input = document.querySelector(UPLOAD);
  if (!file) return;
  if (!input) {
    if (performance.now() < until) setTimeout(() => givePhoto(file, refused, until), LOOK_MS);
    return;
  }
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  setTimeout(() => document.querySelector(REFUSED) && refused?.(), LOOK_MS);
}
