// What the whole page needs: its language, keys, drops and history, and a menu mended on a phone. With chapters that puts a div
// between a list and its items, which no list may have; without the lists' roles it is a plain row of links. It is watched for
// as long as the page is open.
import { oneEntryAPage } from "./document_address.js";
import { takePhotos } from "./document_drop.js";
import { lectureKeys } from "./document_keys.js";
import { openShelf } from "./photo_shelf.js";

const MENU = '[data-testid="stSidebarNavItems"]';
const PARTS = `${MENU}:not([role]), ${MENU} > div:not([role]), ${MENU} li:not([role])`;
const FIELDS = ":is(.st-key-upload, .st-key-neighbours_files) input:not([accept])"; // through which photos go
const ZONE = '[data-testid="stFileUploaderDropzone"][role="presentation"]';
let watcher = null;

export default function ({ data }) {
  document.documentElement.lang = data.language;
  document.documentElement.translate = !data.chosen;
  document.documentElement.classList.toggle("projector", data.projector);
  mend();
  if (watcher) return;
  watcher = new MutationObserver(mend);
  watcher.observe(document.body, { childList: true, subtree: true });
  oneEntryAPage();
  takePhotos(() => openShelf(null));
  lectureKeys();
  document.documentElement.dataset.ready = ""; // from now on a photo may be dropped, and keys do something
}

function mend() {
  for (const zone of document.querySelectorAll(ZONE)) zone.setAttribute("role", "group"); // it can be focused and has a name
  // A phone offers its camera and its photos; elsewhere a list of files would leave out those without an ending.
  if (matchMedia("(pointer: coarse)").matches) for (const field of document.querySelectorAll(FIELDS)) field.accept = "image/*";
  for (const part of document.querySelectorAll(PARTS)) part.setAttribute("role", "none");
}
