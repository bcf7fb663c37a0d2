// Cards with a sentence each. Buttons and answer lie in one place, as large as the larger: nothing moves when a card turns.
import { memory } from "./memory.js";

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".slips"), view = memory(frame), key = JSON.stringify(data);
  if (view.key === key) return;
  const had = frame.getRootNode().activeElement?.closest(".card")?.dataset.slug;
  view.key = key;
  const [cards, score] = frame.children, [words, again] = score.children;
  cards.replaceChildren(...data.slips.map((slip) => card(slip, data, setTriggerValue)));
  [words.textContent, again.textContent, again.hidden] = [data.score, data.again, !data.score];
  again.onclick = () => setTriggerValue("again", Date.now());
  if (had) cards.querySelector(`[data-slug="${had}"] .answer`)?.focus({ preventScroll: true });
}

function card({ slug, words, verdict, guess, why }, data, send) {
  const one = made("div", "card"), turn = made("div", "turn"), buttons = made("div", "buttons"), answer = made("div", "answer");
  one.dataset.slug = slug;
  one.classList.toggle("known", Boolean(guess));
  for (const [name, label] of Object.entries(data.verdicts)) {
    const button = made("button", "");
    [button.type, button.textContent] = ["button", label];
    button.onclick = () => {
      button.classList.add("sent");
      send("judged", [slug, name]);
    };
    buttons.append(button);
  }
  const right = !guess || guess === verdict, head = made("b", right ? "right" : "wrong");
  head.textContent = `${right ? "✓" : "✗"} ${right ? data.right : data.wrong} ${data.verdicts[verdict]}${data.stop}`;
  answer.tabIndex = -1;
  answer.append(head, ...bold(` ${why}`));
  turn.append(buttons, answer);
  const sentence = made("p", "");
  sentence.append(...bold(words));
  one.append(sentence, turn);
  return one;
}

/** The words with what stands between two pairs of stars in bold. */
const bold = (words) => words.split("**").map((part, at) => {
  const piece = document.createElement(at % 2 ? "b" : "span");
  piece.textContent = part;
  return piece;
});

const made = (kind, name) => Object.assign(document.createElement(kind), { className: name });
