/* Keeps a page at the server's state, and sends what is decided until the server has it. Without this script the
   pages still work: forms are sent and answered as whole pages. */
(() => {
  "use strict";
  const { body } = document;
  const page = document.getElementById("page");
  const link = document.getElementById("link");
  const said = document.getElementById("said");
  const { live } = body.dataset;
  if (!live) return;

  const EVERY = Number(body.dataset.every) || 2000;
  const PATIENCE = 8000;
  const byId = (id) => document.getElementById(id);
  let { place, mark, revision } = body.dataset;
  let [ends, spoken, failures] = [null, Infinity, 0];

  /* What is not sent yet outlives a reload and a sleeping phone. */
  const shelf = `turnaround ${body.dataset.keep}`;
  let queue = [];
  try {
    queue = JSON.parse(localStorage.getItem(shelf)) || [];
  } catch { /* a private window keeps nothing */ }
  const keep = () => {
    try {
      localStorage.setItem(shelf, JSON.stringify(queue));
    } catch { /* the page still holds it */ }
  };

  async function ask(address, options = {}) {
    const stop = new AbortController();
    const bell = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const headers = { Accept: "application/json", ...options.headers };
      const answer = await fetch(address, { cache: "no-store", credentials: "same-origin", ...options, headers, signal: stop.signal });
      return { status: answer.status, told: await answer.json() };
    } finally {
      clearTimeout(bell);
    }
  }

  /* What the server says becomes the page. */

  const parse = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
  const parts = (root) => [...root.querySelectorAll("[data-part]")];
  const shape = (root) => parts(root).map((part) => part.id).join(" ");

  const openIn = (root) => [...root.querySelectorAll("details[open]")].map((one) => one.id);
  const reopen = (ids) => ids.filter(byId).forEach((id) => Object.assign(byId(id), { open: true }));
  const bare = (part) => part.innerHTML.replaceAll(' open=""', "");
  /* What somebody has typed or chosen and not sent; a participant's choices are sent at once. */
  const TYPED = "input[type=text], textarea, [data-order] input[type=number], [data-order] select";
  const touched = () => [...page.querySelectorAll(TYPED)].filter((one) => one.value !== one.defaultValue);

  function swap(fresh, isNew) {
    const focused = document.activeElement && document.activeElement.id;
    const open = openIn(page);
    const typed = touched();
    const waiting = [...page.querySelectorAll("[data-saved]")].map((one) => [one.id, one.textContent, one.className]);
    page.replaceChildren(fresh);
    if (isNew) {
      window.scrollTo(0, 0);
      const title = page.querySelector("h1");
      if (title && live !== "/wall/live") title.focus({ preventScroll: true });
    } else {
      reopen(open);
      for (const one of typed) if (one.id && byId(one.id)) byId(one.id).value = one.value;
      for (const [id, text, name] of waiting) if (id && byId(id)) Object.assign(byId(id), { textContent: text, className: name });
      if (focused && byId(focused)) byId(focused).focus({ preventScroll: true });
    }
    tidy();
  }

  function update(fresh) {
    if (shape(fresh) !== shape(page)) {
      swap(fresh, false);
      return;
    }
    for (const part of parts(fresh)) {
      const old = byId(part.id);
      if (old.className !== part.className) old.className = part.className;
      if (part.dataset.part !== "class" && bare(old) !== bare(part)) {
        const open = openIn(old);
        old.innerHTML = part.innerHTML;
        reopen(open);
      }
    }
    for (const input of fresh.querySelectorAll("input[type=radio][id], input[type=checkbox][id], button[id]")) {
      const old = byId(input.id);
      if (!old) continue;
      old.checked = input.checked;
      old.disabled = input.disabled;
    }
    tidy();
  }

  function take(told) {
    ends = typeof told.left === "number" ? Date.now() + 1000 * told.left : null;
    if (told.html === undefined || (told.place === place && queue.length)) return;
    mark = told.mark;
    revision = told.revision;
    const fresh = parse(told.html);
    if (told.place === place) update(fresh);
    else {
      place = told.place;
      spoken = Infinity;
      swap(fresh, true);
    }
    if (told.title) document.title = told.title;
    tick();
  }

  /* Exactly so many can be marked. */
  function tidy() {
    for (const form of page.querySelectorAll("form[data-most]")) {
      const boxes = [...form.querySelectorAll("input[type=checkbox]")];
      const most = Number(form.dataset.most);
      const marked = boxes.filter((box) => box.checked).length;
      for (const box of boxes) box.disabled = !box.checked && marked >= most;
      form.querySelector("[data-count]").textContent = `${marked} of ${most} marked`;
      form.querySelector("button").disabled = marked !== most;
    }
  }

  function tick() {
    const left = ends === null ? null : Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    for (const clock of document.querySelectorAll("[data-clock]")) {
      if (left === null) continue;
      const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (clock.textContent !== text) clock.textContent = text;
      clock.classList.toggle("short", left <= 15);
    }
    for (const at of [30, 10]) {
      if (left !== null && left <= at && spoken > at && document.querySelector("[data-clock]")) {
        if (spoken !== Infinity || left === at) say(`${at} seconds left`);
        spoken = at;
      }
    }
  }

  const say = (text) => Object.assign(said, { textContent: text });

  /* Asking for the state: every two seconds, and at once on waking. A newer question outdates an older one. */

  let [timer, question] = [0, 0];

  async function poll() {
    clearTimeout(timer);
    const mine = (question += 1);
    let told = null;
    try {
      ({ told } = await ask(`${live}?mark=${encodeURIComponent(mark)}`));
    } catch { /* no contact */ }
    if (mine !== question) return;
    failures = told ? 0 : failures + 1;
    link.hidden = failures < 2;
    if (told && told.to) {
      location.replace(told.to);
      return;
    }
    if (told) take(told);
    const isOver = ends !== null && ends <= Date.now();
    if (!document.hidden) timer = setTimeout(poll, (isOver ? 700 : EVERY) + 300 * Math.random());
  }

  function wake() {
    if (document.hidden) return;
    poll();
    hurry();
  }
  document.addEventListener("visibilitychange", wake);
  for (const event of ["pageshow", "online", "focus"]) window.addEventListener(event, wake);

  /* Sending: one at a time, in order, the same thing under the same id until the server has answered. */

  let hurry = () => {};
  const pause = (milliseconds) =>
    new Promise((resolve) => {
      const bell = setTimeout(resolve, milliseconds);
      hurry = () => {
        clearTimeout(bell);
        resolve();
      };
    });
  const freshId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

  function tell(form, text, isWaiting) {
    const where = byId(`${form}-saved`);
    if (!where) return;
    where.textContent = text;
    where.className = isWaiting ? "saved waits" : "saved";
  }

  let isSending = false;
  async function send() {
    if (isSending) return;
    isSending = true;
    let wait = 500;
    while (queue.length) {
      const entry = queue[0];
      entry.tried = true;
      keep();
      let answer = null;
      try {
        answer = await ask(entry.address, {
          method: "POST",
          body: `${entry.body}&base=${revision}`,
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
        });
      } catch { /* no contact */ }
      if (!answer || answer.status >= 500 || answer.status === 429) {
        tell(entry.form, "Not saved, trying again", true);
        await pause(wait);
        wait = Math.min(2 * wait, 4000);
        continue;
      }
      wait = 500;
      queue.shift();
      keep();
      const { told, status } = answer;
      if (told.to) {
        location.assign(told.to);
        return;
      }
      if (status >= 400) {
        // What was not taken is put back as the server has it.
        mark = "";
        tell(entry.form, told.said, true);
        say(told.said);
        continue;
      }
      if (told.revision !== undefined) revision = told.revision;
      if (!queue.some((other) => other.form === entry.form)) tell(entry.form, told.said, false);
      if (told.mark === "") mark = "";
    }
    isSending = false;
    if (mark === "") poll();
    else {
      // What is left of money and capacity can wait a moment; others' decisions that come at once cannot.
      clearTimeout(timer);
      timer = setTimeout(poll, 300 + 500 * Math.random());
    }
  }

  /* What the facilitator orders is sent once: if no answer comes, the page shows whether it was done. */
  async function order(form, submitter) {
    const data = new FormData(form);
    if (submitter && submitter.name) data.set(submitter.name, submitter.value);
    submitter.disabled = true;
    let text = "No answer came. This page shows what holds now; try again if it was not done.";
    try {
      const { told } = await ask(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(data) });
      if (told.to) {
        location.assign(told.to);
        return;
      }
      text = told.said;
    } catch { /* said above */ }
    const answer = byId("answer");
    answer.textContent = text;
    answer.hidden = !text;
    submitter.disabled = false;
    poll();
  }

  function post(form, submitter) {
    const data = new FormData(form);
    if (submitter && submitter.name) data.set(submitter.name, submitter.value);
    data.set("message", freshId());
    data.delete("base"); // the newest that this page knows when it is sent
    const text = new URLSearchParams(data).toString();
    const untried = queue.findIndex((other) => other.form === form.id && !other.tried && form.hasAttribute("data-decide"));
    if (untried >= 0) queue.splice(untried, 1);
    queue.push({ form: form.id, address: form.getAttribute("action"), body: text, tried: false });
    keep();
    tell(form.id, "Saving …", true);
    send();
  }

  page.addEventListener("change", (event) => {
    tidy();
    const form = event.target.closest("form[data-decide]");
    if (form) post(form);
  });
  page.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-send], form[data-decide], form[data-order]");
    if (!form) return;
    event.preventDefault();
    if (form.hasAttribute("data-order")) order(form, event.submitter);
    else post(form, event.submitter);
  });

  ends = body.dataset.left ? Date.now() + 1000 * Number(body.dataset.left) : null;
  body.classList.add("with-script");
  tidy();
  tick();
  setInterval(tick, 250);
  poll();
  send();
})();
