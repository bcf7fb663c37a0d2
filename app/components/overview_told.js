// What is told of the picked map: handed to the picture, which stands in another part of the page and is not sent again.
export default function ({ data, setTriggerValue }) {
  window.alexnetOverview = {
    data,
    pick: (spot) => setTriggerValue("picked", spot),
    turn: (spot) => setTriggerValue("switched", spot),
  };
  dispatchEvent(new CustomEvent("alexnet-overview"));
}
