// Back goes to the page before. Streamlit makes an entry of the history out of every choice on a page, which Back cannot undo;
// here a choice changes the page's own entry, and only another page makes a new one. When the reader leaves, what the next page
// has to say may come before its path: that must not be written over the entry of the page that is left.
const LEAVING_MS = 3000;
let leaving = 0; // when a link to another page was followed

export function oneEntryAPage() {
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const same = new URL(address ?? location.href, location.href).pathname === location.pathname;
    if (!same) {
      leaving = 0;
      push(state, title, address);
    } else if (performance.now() - leaving > LEAVING_MS || !leaving) {
      history.replaceState(state, title, address);
    }
  };
  addEventListener("click", (event) => {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement && one.href);
    if (link && new URL(link.href).pathname !== location.pathname) leaving = performance.now();
  }, true);
}
