// A countdown for each step of the agenda. It announces the start, the last minute and the end to
// screen readers, and continues after a reload.
import { attach } from "./attach.js";

const MINUTE_MS = 60_000;
const TICK_MS = 500;

function clockFace(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function titleOf(step) {
  return step.querySelector("h2").firstChild.textContent.trim();
}

function setLabel(step, words) {
  step.querySelector("[data-timer] button span").textContent = words;
}

class AgendaTimer {
  constructor(agenda) {
    this.key = `agenda ${agenda.dataset.agenda}`;
    this.announcer = agenda.querySelector("[data-announcer]");
    this.steps = [...agenda.querySelectorAll("[data-step]")];
    this.step = null;  // that is being counted down, until `endsAt`
  }

  offer() {
    for (const step of this.steps) {
      const clock = step.querySelector("[data-timer]");
      clock.hidden = false;
      clock.querySelector("button").addEventListener("click", () => this.toggle(step));
    }
    const saved = this.recall();
    const step = saved && this.steps.find((each) => each.dataset.step === saved.step);
    if (step) this.start(step, saved.ends);
  }

  toggle(step) {
    if (this.step === step) {
      this.stop();
      return;
    }
    this.start(step, Date.now() + Number(step.dataset.minutes) * MINUTE_MS);
    const minutes = Number(step.dataset.minutes);
    this.announcer.textContent = `${titleOf(step)}: ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  }

  start(step, endsAt) {
    this.stop();
    this.step = step;
    this.endsAt = endsAt;
    this.isLastMinute = endsAt - Date.now() <= MINUTE_MS;
    step.classList.add("is-now");
    setLabel(step, "Stop timer");
    this.remember();
    this.ticking = setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  stop() {
    clearInterval(this.ticking);
    if (this.step) {
      this.step.classList.remove("is-now");
      setLabel(this.step, "Start timer");
      this.step.querySelector("[data-remaining]").textContent = "";
    }
    this.step = null;
    this.remember();
  }

  tick() {
    const seconds = Math.max(0, Math.ceil((this.endsAt - Date.now()) / 1000));
    this.step.querySelector("[data-remaining]").textContent = seconds ? clockFace(seconds) : "Time’s up";
    if (!this.isLastMinute && seconds <= 60) {
      this.isLastMinute = true;
      this.announcer.textContent = `One minute left: ${titleOf(this.step)}`;
    }
    if (seconds) return;
    clearInterval(this.ticking);
    this.announcer.textContent = `Time’s up: ${titleOf(this.step)}`;
  }

  remember() {
    try {
      if (!this.step) sessionStorage.removeItem(this.key);
      else sessionStorage.setItem(this.key, JSON.stringify({ step: this.step.dataset.step, ends: this.endsAt }));
    } catch {
      // Storage is blocked: the timer ends with the page.
    }
  }

  recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      return null;
    }
  }
}

attach("[data-agenda]", (agenda) => new AgendaTimer(agenda).offer());
