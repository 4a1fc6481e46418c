// A button with data-print prints the page. A link to #print prints as soon as the page is there.
import { attach } from "./attach.js";

attach("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
  if (location.hash === "#print") print();
});
