// The page's language, and the menu on a phone: with chapters it puts a div between a list and its items, which no list may
// have; without the lists' roles it is a plain row of links. It is watched for as long as the page is open.
const MENU = '[data-testid="stSidebarNavItems"]';
const PARTS = `${MENU}:not([role]), ${MENU} > div:not([role]), ${MENU} li:not([role])`;
let watcher = null;

export default function ({ data }) {
  document.documentElement.lang = data;
  mend();
  if (watcher) return;
  watcher = new MutationObserver(mend);
  watcher.observe(document.body, { childList: true, subtree: true });
}

function mend() {
  for (const part of document.querySelectorAll(PARTS)) part.setAttribute("role", "none");
}
