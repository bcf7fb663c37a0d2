// Two programs side by side, to read.
export default function ({ parentElement, data }) {
  parentElement.querySelector(".pair").innerHTML = data;
}
