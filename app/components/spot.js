// A picture that tells where it was clicked.
export default function ({ parentElement, data, setTriggerValue }) {
  const picture = parentElement.querySelector(".spot");
  if (picture.src !== data.picture) picture.src = data.picture;
  picture.alt = data.alt;
  picture.onclick = (event) => {
    const box = picture.getBoundingClientRect();
    setTriggerValue("point", [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
  };
}
