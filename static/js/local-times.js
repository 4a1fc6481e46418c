// Shows moments in the reader's own zone. Without this script they name the zone of the server.
import { attach } from "./attach.js";
import { dayAndTime } from "./clock.js";

attach("time[data-moment]", (moment) => {
  moment.textContent = dayAndTime(new Date(moment.dateTime));
});
