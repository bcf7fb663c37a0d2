// A button that copies a text, and says for a moment that it did.
const SAID_MS = 2000;

export function copies(button, text, before, after) {
  button.textContent = before;
  button.onclick = async () => {
    await copy(text);
    button.textContent = after;
    setTimeout(() => (button.textContent = before), SAID_MS);
  };
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // a browser allows that only over https; this way works in a classroom
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}
