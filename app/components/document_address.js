// Back goes to the page before. Streamlit makes an entry of the history out of every choice on a page, which Back cannot undo;
// here a choice changes the page's own entry, and only another page makes a new one.
export function oneEntryAPage() {
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const same = new URL(address ?? location.href, location.href).pathname === location.pathname;
    if (same) history.replaceState(state, title, address);
    else push(state, title, address);
  };
}
