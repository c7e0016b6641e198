// What the parts of all pages share: reading a replay, colours of quality, and how quarters and numbers are written.
// Loaded with every page, before any component is made.
window.turnaround = (() => {
  const KINDS = { Uint16Array, Int16Array, Uint8Array, Int8Array };

  /* The arrays of a block of bytes (see packing.py): for each name its numbers, its step, and rows by quarter. */
  function unpack(view, listed) {
    const arrays = {};
    let place = view.byteOffset;
    const buffer = view.byteOffset % 2 ? view.buffer.slice(view.byteOffset) : view.buffer;
    if (buffer !== view.buffer) place = 0;
    for (const { name, type, step, shape } of listed) {
      const count = shape.reduce((a, b) => a * b, 1);
      const data = new KINDS[type](buffer, place, count);
      const width = shape[shape.length - 1];
      place += data.byteLength;
      arrays[name] = Object.freeze({
        width,
        at: (quarter, one) => data[quarter * width + one] * step,
        column: (one) => {
          const values = [];
          for (let k = one; k < count; k += width) values.push(data[k] * step);
          return values;
        },
      });
    }
    return Object.freeze(arrays);
  }

  /* The colour of a number of points on the scale that the server sent. */
  function colourOn(scale) {
    const { colours, low, high } = scale;
    const last = colours.length - 1;
    return (points) => colours[Math.max(0, Math.min(last, Math.round(((points - low) / (high - low)) * last)))];
  }

  const when = (quarter) => `Year ${Math.floor(quarter / 4) + 1}, Q${(quarter % 4) + 1}`;
  const shortly = (quarter) => `Y${Math.floor(quarter / 4) + 1}Q${(quarter % 4) + 1}`;
  const counted = (count, one, many) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

  /* A line through numbers, as the d of an SVG path; gaps where a number is missing. */
  function pathOf(values, x, y) {
    let d = "";
    let isDrawing = false;
    values.forEach((value, k) => {
      if (value === null || Number.isNaN(value)) {
        isDrawing = false;
        return;
      }
      d += `${isDrawing ? "L" : "M"}${x(k).toFixed(1)} ${y(value).toFixed(1)}`;
      isDrawing = true;
    });
    return d;
  }

  /* Labels at the ends of lines, moved apart until none covers another. */
  function apart(labels, least, top, bottom) {
    const placed = labels.map((label) => ({ ...label })).sort((a, b) => a.y - b.y);
    for (let k = 1; k < placed.length; k++) placed[k].y = Math.max(placed[k].y, placed[k - 1].y + least);
    let floor = bottom;
    for (let k = placed.length - 1; k >= 0; k--) {
      placed[k].y = Math.max(top, Math.min(placed[k].y, floor));
      floor = placed[k].y - least;
    }
    return placed;
  }

  /* Let the parts that a page was given use each other: Vue knows them only within the page itself. */
  function share(page) {
    for (const [tag, part] of Object.entries(page.$options.components)) {
      if (tag.startsWith("ta-")) Vue.component(tag, part);
    }
  }

  /* A component's width in pixels, kept up to date, so that text in pictures keeps its size. */
  const measured = {
    data() {
      return { width: 0 };
    },
    mounted() {
      this.width = this.$el.clientWidth;
      this.watcher = new ResizeObserver(() => {
        if (this.$el.clientWidth) this.width = this.$el.clientWidth;
      });
      this.watcher.observe(this.$el);
    },
    beforeDestroy() {
      this.watcher.disconnect();
    },
  };

  /* Whether a key is meant for the page, and not for what has the focus. */
  const isForPage = (event) =>
    !(event.altKey || event.ctrlKey || event.metaKey) &&
    !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) &&
    !(event.key === " " && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName));

  /* A link to a file of this server (see downloading.py). */
  const fileAt = (name, query) => `${window.solara.rootPath}/files/${name}${query ? `?${query}` : ""}`;

  /* The file that was chosen in a field, as name and base64; the field can then take the same one again. What lies
     beyond so many bytes is cut off: they are more than the server takes, which then says how large it may be. */
  function bring(event, bytes, take) {
    const field = event.target;
    const file = field.files[0];
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => {
      take({ name: file.name, data: reader.result.replace(/^[^,]*,/, "") });
      field.value = "";
    };
    reader.readAsDataURL(file.slice(0, bytes));
  }

  /* How long ago, from quarters. */
  function ago(quarters) {
    if (!quarters) return "now";
    if (quarters < 8) return `${counted(quarters, "quarter", "quarters")} ago`;
    const halves = Math.round(quarters / 2);
    return `${Math.floor(halves / 2)}${halves % 2 ? "½" : ""} years ago`;
  }

  /* What stands at an organisation that a player regulates, in words. */
  function stateOf(row) {
    const said = [];
    const lasting = (quarters) => (quarters ? `, ${counted(quarters, "quarter", "quarters")}` : "");
    if (row.called_failing !== null) said.push(`called failing${lasting(row.called_failing)}`);
    if (row.instrument) said.push(`${row.instrument.toLowerCase()}${row.helper ? ` from ${row.helper}` : ""}${lasting(row.instrument_age)}`);
    if (row.waits_for) said.push(`waits for ${row.waits_for.toLowerCase()}${lasting(row.waiting)}`);
    if (row.helping) said.push(`helps ${counted(row.helping, "other", "others")}`);
    if (row.stance !== "neutral") said.push(row.stance);
    return said.join("; ");
  }

  return { ago, stateOf, unpack, colourOn, when, shortly, counted, pathOf, apart, share, measured, isForPage, fileAt, bring };
})();
