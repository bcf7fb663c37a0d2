// A photo that is dropped or pasted anywhere on a page goes where one is chosen; a field that takes files of its own keeps them.
import { keepCopy } from "./photo_copy.js";
import { givePhoto, UPLOAD } from "./photo_field.js";

const SHOOT = '[data-testid="stCameraInputButton"]';
const VIDEO = '[data-testid="stCameraInput"] video';
const FIELD = '[data-testid="stFileUploaderDropzone"]';

export function takePhotos(refused) {
  addEventListener("dragover", over);
  addEventListener("dragleave", (event) => event.relatedTarget || mark(false));
  addEventListener("drop", (event) => {
    mark(false);
    if (!hasFiles(event.dataTransfer)) return;
    if (event.target.closest?.(".st-key-upload")) keepCopy(event.dataTransfer.files[0]);
    if (event.target.closest?.(FIELD)) return;
    event.preventDefault(); // the browser would leave the app and show the file
    givePhoto(event.dataTransfer.files[0], refused);
  }, true);
  addEventListener("change", (event) => event.target.matches?.(UPLOAD) && event.target.files[0] && keepCopy(event.target.files[0]), true);
  addEventListener("click", (event) => event.target.closest?.(SHOOT) && keepCopy(document.querySelector(VIDEO)), true);
  addEventListener("paste", (event) => givePhoto(event.clipboardData?.files[0], refused));
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
