// A photo that is dropped or pasted anywhere on a page goes where one is chosen; a field that takes files of its own keeps them.
const FIELD = '[data-testid="stFileUploaderDropzone"]';
const UPLOAD = `.st-key-upload ${FIELD} input[type="file"]`;
const REFUSED = '.st-key-upload [data-testid="stFileUploaderFileErrorMessage"]';
const LOOK_MS = 300; // after which a file that is not taken has been refused

export function takePhotos(refused) {
  addEventListener("dragover", over);
  addEventListener("dragleave", (event) => event.relatedTarget || mark(false));
  addEventListener("drop", (event) => {
    mark(false);
    if (!hasFiles(event.dataTransfer) || event.target.closest?.(FIELD)) return;
    event.preventDefault(); // the browser would leave the app and show the file
    give(event.dataTransfer.files[0], refused);
  }, true);
  addEventListener("paste", (event) => give(event.clipboardData?.files[0], refused));
}

function over(event) {
  if (!hasFiles(event.dataTransfer)) return;
  event.preventDefault();
  mark(!event.target.closest?.(FIELD));
}

function hasFiles(transfer) {
  return Array.from(transfer?.types ?? []).includes("Files");
}

function mark(on) {
  document.documentElement.classList.toggle("dropping", on);
}

function give(file, refused) {
  const input = document.querySelector(UPLOAD);
  if (!file || !input) return;
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  setTimeout(() => document.querySelector(REFUSED) && refused(), LOOK_MS);
}
