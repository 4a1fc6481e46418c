// A button with data-print prints the page; a link to #print does so when the page has loaded.
import { attach } from "./attach.js";

attach("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
  if (location.hash === "#print") print();
});
