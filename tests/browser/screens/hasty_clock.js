// A clock for a player that has to last for days: while nothing is under way it jumps from one
// timer to the next. What is under way, a question to the server, takes no time. It tells the
// server what time it is. It begins at BEGIN, in ms.
//
// `liveFor(seconds)` lets that time pass; `sleepFor(seconds)` as where a display is suspended: what
// was due meanwhile is done once, afterwards.
(function () {
  "use strict";
  const FAR = 3600000;  // so far away is only the fresh start of each night, which would hide a leak
  const RealDate = Date, ask = fetch, read = Response.prototype.text, channel = new MessageChannel();
  const born = BEGIN, timers = new Map();
  let now = born, last = 0, underWay = 0, breathed = null;

  function add(run, ms, every) {
    last += 1;
    if (!(ms >= FAR)) timers.set(last, { run, at: now + (ms || 0), every });
    return last;
  }
  function next() {
    let first = null;
    timers.forEach((timer, id) => { if (!first || timer.at < first.at) first = Object.assign(timer, { id }); });
    return first;
  }
  function counted(promise) {
    underWay += 1;
    return promise.finally(() => { underWay -= 1; });
  }
  function breath() { return new Promise(done => { breathed = done; channel.port2.postMessage(0); }); }
  async function calm() { do { await breath(); } while (underWay); }

  window.liveFor = async seconds => {
    const end = now + seconds * 1000;
    for (let timer = next(); timer && timer.at <= end; timer = next()) {
      now = Math.max(now, timer.at);
      if (timer.every) timer.at = now + timer.every; else timers.delete(timer.id);
      timer.run();
      await calm();
    }
    now = end;
  };
  window.sleepFor = seconds => {
    now += seconds * 1000;
    return window.liveFor(0);
  };

  channel.port1.onmessage = () => breathed();
  window.Date = class extends RealDate {
    constructor(...given) { super(...(given.length ? given : [now])); }
    static now() { return now; }
  };
  performance.now = () => now - born;
  window.setTimeout = (run, ms) => add(run, ms, 0);
  window.setInterval = (run, ms) => add(run, ms, ms);
  window.clearTimeout = window.clearInterval = id => { timers.delete(id); };
  window.questions = 0;
  window.fetch = (address, options) => {
    window.questions += 1;
    return counted(ask(address, { ...options, headers: { ...options.headers, "X-Now": now / 1000 } }));
  };
  Response.prototype.text = function () { return counted(read.call(this)); };
})();
