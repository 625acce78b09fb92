// Shows the tables of a report: searches, sorts and pages the rows that stand in the page as JSON.
// Texts of articles only ever become text nodes; nothing of them is parsed as HTML.
(() => {
  "use strict";

  const PAGE_ROWS = 50;
  const TYPING_PAUSE = 120; // milliseconds without a key before a search begins
  const BREAK_AFTER = 12; // milliseconds of reading rows before the page may react again
  const LIST_ROWS = 12; // of the small lists on pages of sources and institutions
  const SNIPPET = 320; // characters of a quote in a table; the whole stands in its context
  const CONTENT = 0;
  const MARKS = ["", "cue", "mention"];
  // places in a row of quotes
  const [ARTICLE, SOURCE, SOURCE_KIND, KIND, TOPIC, CUE, ROLE, BODY, PASSAGE, SPANS] =
    Array.from({ length: 10 }, (_, place) => place);

  document.documentElement.classList.add("js");
  let meta;
  let language;
  const quotes = []; // rows, in order of date
  const contents = []; // what was said, of each row
  const haystacks = []; // the same with source and headline in lower case, to search in
  let allRead;

  // ------------------------------------------------------------------ words and numbers

  const locale = () => (language === "id" ? "id-ID" : "en-GB");
  const count = (n) => n.toLocaleString(locale());
  const decimal = (x) => {
    const places = x > 0 && x < 1 ? 2 : 1;
    return x.toLocaleString(locale(), { minimumFractionDigits: places, maximumFractionDigits: places });
  };
  const share = (x) => `${decimal(100 * x)}\u00a0%`;

  function say(key, values = {}) {
    return meta.words[key][language].replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      if (Array.isArray(value)) return say(...value);
      if (typeof value === "string") return value;
      return Number.isInteger(value) ? count(value) : share(value);
    });
  }

  const topicName = (label) => meta.topic_labels[label]?.[language] ?? label;

  /** Write everything that is said anew, in the language chosen. */
  function translate() {
    document.documentElement.lang = language;
    for (const node of document.querySelectorAll("[data-say]")) {
      node.textContent = say(...JSON.parse(node.dataset.say));
    }
    for (const node of document.querySelectorAll("[data-topic]")) {
      node.textContent = topicName(node.dataset.topic);
    }
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", say(node.dataset.label));
    }
    const writers = { count, share, decimal };
    for (const [name, write] of Object.entries(writers)) {
      for (const node of document.querySelectorAll(`[data-${name}]`)) {
        node.textContent = write(Number(node.dataset[name]));
      }
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
  }

  // ------------------------------------------------------------------ elements

  /** An element with attributes and children; strings become text. */
  function make(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== ""));
    return node;
  }

  const words = (key, values) =>
    make("span", { "data-say": JSON.stringify([key, values ?? {}]) }, say(key, values));
  const text = (string) => make("bdi", { lang: "id" }, string);
  const link = (hash, string) => make("a", { href: hash }, text(string));

  // ------------------------------------------------------------------ reading the rows

  const pause = () => new Promise((resume) => setTimeout(resume));

  async function readRows() {
    let since = performance.now();
    for (const block of document.querySelectorAll("script.rows")) {
      for (const row of JSON.parse(block.textContent)) {
        if (performance.now() - since > BREAK_AFTER) {
          await pause();
          since = performance.now();
        }
        addRow(row);
      }
      block.remove();
    }
  }

  function addRow(row) {
    const content = contentOf(row);
    const source = row[SOURCE] < 0 ? "" : meta.sources[row[SOURCE]][0];
    quotes.push(row);
    contents.push(content);
    haystacks.push(`${content}\n${source}\n${meta.articles[row[ARTICLE]][0]}`.toLowerCase());
  }

  function contentOf(row) {
    const [passage, spans] = [row[PASSAGE], row[SPANS]];
    const parts = [];
    for (let at = 0; at < spans.length; at += 3) {
      if (spans[at] === CONTENT) parts.push(passage.slice(spans[at + 1], spans[at + 2]));
    }
    return parts.join(" … ").replace(/\s+/g, " ");
  }

  // ------------------------------------------------------------------ searching

  /** The words of a query: those that must occur, and those that must not. */
  function parseQuery(query) {
    const wanted = [];
    const unwanted = [];
    for (const [, minus, phrase, word] of query.toLowerCase().matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)) {
      const term = (phrase ?? word).trim();
      if (term) (minus ? unwanted : wanted).push(term);
    }
    return { wanted, unwanted };
  }

  const matches = (haystack, { wanted, unwanted }) =>
    wanted.every((term) => haystack.includes(term)) &&
    !unwanted.some((term) => haystack.includes(term));

  /** Nodes of *string*, with what was searched for marked. */
  function highlighted(string, terms) {
    const nodes = [];
    const lower = string.toLowerCase();
    if (!terms.length || lower.length !== string.length) return [string];
    let at = 0;
    while (at < string.length) {
      const hits = terms.map((term) => [lower.indexOf(term, at), term.length]);
      const next = hits.filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      if (!next) break;
      nodes.push(string.slice(at, next[0]));
      nodes.push(make("mark", { class: "hit" }, string.slice(next[0], next[0] + next[1])));
      at = next[0] + next[1];
    }
    nodes.push(string.slice(at));
    return nodes;
  }

  // ------------------------------------------------------------------ tables

  /**
   * A table that is searched, sorted and paged. `columns` are {key, cell(item), sort(item)?, css?},
   * `items` the numbers of all rows.
   */
  class Table {
    constructor({ columns, items, caption, foundKey }) {
      Object.assign(this, { columns, items, foundKey });
      this.shown = items;
      this.page = 0;
      this.sorting = null;
      this.output = make("output", { "aria-live": "polite" });
      this.position = make("span");
      this.before = make("button", { type: "button", onclick: () => this.turn(-1) }, words("previous"));
      this.after = make("button", { type: "button", onclick: () => this.turn(1) }, words("next"));
      this.pages = make("div", { class: "pages" }, this.before, this.position, this.after);
      this.status = make("div", { class: "status" }, this.output, this.pages);
      this.head = make("tr");
      this.body = make("tbody");
      const table = make("table", { class: "rows" }, make("thead", {}, this.head), this.body);
      this.scroll = make(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": say(caption), "data-label": caption },
        table,
      );
      this.node = make("div", {}, this.status, this.scroll);
      this.drawHead();
    }

    drawHead() {
      this.head.replaceChildren(
        ...this.columns.map((column) => {
          const title = words(column.key);
          if (!column.sort) return make("th", { scope: "col", class: column.css ?? null }, title);
          const direction = this.sorting?.column === column ? this.sorting.direction : null;
          const button = make("button", { type: "button", onclick: () => this.sort(column) }, title);
          return make(
            "th",
            { scope: "col", class: column.css ?? null, "aria-sort": direction ?? "none" },
            button,
          );
        }),
      );
    }

    sort(column) {
      const first = column.descends ? "descending" : "ascending";
      const other = column.descends ? "ascending" : "descending";
      const again = this.sorting?.column === column && this.sorting.direction === first;
      this.sorting = { column, direction: again ? other : first };
      this.drawHead();
      const number = this.columns.indexOf(column);
      this.head.children[number].querySelector("button").focus();
      this.show(this.shown);
    }

    sorted(items) {
      if (!this.sorting) return items;
      const sign = this.sorting.direction === "ascending" ? 1 : -1;
      const key = this.sorting.column.sort;
      const keyed = items.map((item) => [key(item), item]);
      keyed.sort(([a, i], [b, j]) => {
        if (a === null || b === null) return (a === null) - (b === null) || i - j; // unknown last
        return sign * (a < b ? -1 : a > b ? 1 : 0) || i - j;
      });
      return keyed.map(([, item]) => item);
    }

    /** Show these items, from the first page on. */
    show(items) {
      this.shown = this.sorted(items);
      this.page = 0;
      this.draw();
    }

    turn(by) {
      this.page += by;
      this.draw();
      this.scroll.focus();
    }

    draw() {
      const last = Math.max(0, Math.ceil(this.shown.length / PAGE_ROWS) - 1);
      const start = this.page * PAGE_ROWS;
      const items = this.shown.slice(start, start + PAGE_ROWS);
      this.output.textContent = say(this.foundKey, { n: this.shown.length, total: this.items.length });
      this.position.textContent = say("page_of", { page: this.page + 1, pages: last + 1 });
      this.before.disabled = this.page === 0;
      this.after.disabled = this.page >= last;
      this.pages.hidden = last === 0;
      this.body.replaceChildren(
        ...items.map((item) =>
          make("tr", {}, this.columns.map((column) =>
            make("td", { class: column.css ?? null }, column.cell(item)))),
        ),
      );
    }
  }

  function field(key, control, css = null) {
    return make("label", { class: css }, words(key), control);
  }

  function searchBox(key, act) {
    let timer;
    const input = make("input", {
      type: "search",
      autocomplete: "off",
      oninput: () => {
        clearTimeout(timer);
        timer = setTimeout(act, TYPING_PAUSE);
      },
    });
    return { input, node: field(key, input, "wide") };
  }

  // ------------------------------------------------------------------ the table of quotes

  const named = (list, place) => (place < 0 ? null : list[place]);
  const sourceOf = (n) => named(meta.sources, quotes[n][SOURCE]);
  const articleOf = (n) => meta.articles[quotes[n][ARTICLE]];
  const sourceKindOf = (n) => named(meta.source_kinds, quotes[n][SOURCE_KIND]);

  function sourceCell(n) {
    const row = quotes[n];
    if (row[SOURCE] < 0) return make("span", { class: "small" }, words("not_known"));
    const role = named(meta.roles, row[ROLE]);
    return [
      link(`#source-${row[SOURCE]}`, sourceOf(n)[0]),
      role ? make("div", { class: "small" }, text(role)) : "",
      row[SOURCE_KIND] < 0 ? "" : make("div", { class: "small" }, words(`source_kind.${sourceKindOf(n)}`)),
    ];
  }

  function articleCell(n) {
    const [title, , outlet, url] = articleOf(n);
    const heading = url
      ? make("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, text(title))
      : text(title);
    return [heading, outlet < 0 ? "" : make("div", { class: "small" }, text(meta.outlets[outlet]))];
  }

  function quoteCell(n, terms) {
    const whole = contents[n];
    const shown = whole.length > SNIPPET ? `${whole.slice(0, whole.lastIndexOf(" ", SNIPPET))} …` : whole;
    const button = make(
      "button",
      { type: "button", "aria-expanded": "false", onclick: () => toggleContext(button, n, terms) },
      words("show_context"),
    );
    return [
      make("div", {}, make("bdi", { lang: "id" }, highlighted(shown, terms))),
      make("div", { class: "status" },
        make("span", { class: "tag" }, words(`kind.${meta.kinds[quotes[n][KIND]]}`)), button),
    ];
  }

  function toggleContext(button, n, terms) {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) button.parentNode.nextSibling.remove();
    else button.parentNode.after(contextOf(n, terms));
  }

  /** The passage of a quote: what was said, the cue and the mention of the source marked. */
  function contextOf(n, terms) {
    const [passage, spans] = [quotes[n][PASSAGE], quotes[n][SPANS]];
    const borders = new Set([0, passage.length]);
    for (let at = 0; at < spans.length; at += 3) borders.add(spans[at + 1]).add(spans[at + 2]);
    const cuts = [...borders].sort((a, b) => a - b);
    const pieces = cuts.slice(1).map((end, number) => {
      const start = cuts[number];
      const kinds = [];
      for (let at = 0; at < spans.length; at += 3) {
        if (spans[at + 1] <= start && end <= spans[at + 2]) kinds.push(spans[at]);
      }
      const nodes = highlighted(passage.slice(start, end), terms);
      if (!kinds.length) return make("span", {}, nodes);
      const css = kinds.map((kind) => MARKS[kind]).join(" ").trim();
      return make("mark", { class: css || null }, nodes);
    });
    const legend = make("div", { class: "small" },
      make("mark", {}, words("legend_content")), " · ",
      make("mark", { class: "cue" }, words("legend_cue")), " · ",
      make("mark", { class: "mention" }, words("legend_mention")));
    return make("div", { class: "context" }, make("bdi", { lang: "id" }, pieces), legend);
  }

  /** The view of quotes with search and filters; `only(n)` limits it to those of one page. */
  function quotesView(only, parameters) {
    const numbers = [];
    for (let n = 0; n < quotes.length; n += 1) if (only(n)) numbers.push(n);
    let terms = [];
    const columns = [
      { key: "col_date", css: "date", sort: (n) => articleOf(n)[1], cell: (n) => articleOf(n)[1] ?? words("undated") },
      { key: "col_source", sort: (n) => sourceOf(n)?.[0].toLowerCase() ?? null, cell: sourceCell },
      { key: "col_quote", css: "said", cell: (n) => quoteCell(n, terms) },
      { key: "col_article", sort: (n) => articleOf(n)[0].toLowerCase(), cell: articleCell },
    ];
    const table = new Table({ columns, items: numbers, caption: "quotes", foundKey: "found" });
    const search = searchBox("search_quotes", () => apply());
    const months = [...new Set(meta.articles.map(([, day]) => day?.slice(0, 7)).filter(Boolean))].sort();
    const controls = {
      source_kind: choice("col_source_kind", meta.source_kinds, (value) => say(`source_kind.${value}`)),
      kind: choice("filter_kind", meta.kinds, (value) => say(`kind.${value}`)),
      topic: choice("col_topic", [...meta.topics].sort(), topicName),
      outlet: choice("col_outlet", [...meta.outlets].sort(), String),
      from: choice("filter_from", months, String),
      to: choice("filter_to", months, String),
    };
    const clear = make("button", { type: "button", onclick: () => {
      search.input.value = "";
      for (const control of Object.values(controls)) control.input.value = "";
      apply();
      search.input.focus();
    } }, words("clear"));
    const save = make("button", { type: "button", onclick: () => saveCsv(table.shown) }, words("download"));

    function choice(key, values, label) {
      const options = values.map((value) => make("option", { value }, label(value)));
      const first = make("option", { value: "" }, say("any"));
      const input = make("select", { onchange: () => apply() }, first, options);
      return { input, node: field(key, input) };
    }

    function apply() {
      const query = parseQuery(search.input.value);
      terms = query.wanted;
      const set = Object.fromEntries(Object.entries(controls).map(([name, { input }]) => [name, input.value]));
      const place = (list, value) => (value ? list.indexOf(value) : null);
      const wanted = [
        [SOURCE_KIND, place(meta.source_kinds, set.source_kind)],
        [KIND, place(meta.kinds, set.kind)],
        [TOPIC, place(meta.topics, set.topic)],
      ].filter(([, value]) => value !== null);
      const outletWanted = place(meta.outlets, set.outlet);
      const keep = (n) => {
        const row = quotes[n];
        if (wanted.some(([column, value]) => row[column] !== value)) return false;
        const [, day, outlet] = meta.articles[row[ARTICLE]];
        if (outletWanted !== null && outlet !== outletWanted) return false;
        if ((set.from || set.to) && !day) return false;
        if (set.from && day.slice(0, 7) < set.from) return false;
        if (set.to && day.slice(0, 7) > set.to) return false;
        return matches(haystacks[n], query);
      };
      table.show(numbers.filter(keep));
    }

    search.input.value = parameters.get("q") ?? "";
    for (const [name, { input }] of Object.entries(controls)) input.value = parameters.get(name) ?? "";
    const filters = make("div", { class: "filters", role: "search", "aria-label": say("search_quotes"), "data-label": "search_quotes" },
      search.node, ...Object.values(controls).map(({ node }) => node), clear, save);
    const note = meta.n_shown < meta.n_quotes
      ? make("p", { class: "note" }, words("sample_note", { shown: meta.n_shown, all: meta.n_quotes }))
      : "";
    apply();
    return [note, filters, make("p", { class: "note" }, words("search_hint")), table.node];
  }

  /** Save quotes as CSV that a spreadsheet reads as text: what it would run as a formula is quoted. */
  function saveCsv(numbers) {
    const heads = ["date", "outlet", "article", "url", "source", "role", "source_kind", "kind", "quote"];
    const cell = (value) => {
      const string = String(value ?? "");
      return `"${(/^[=+\-@\t\r]/.test(string) ? `'${string}` : string).replaceAll('"', '""')}"`;
    };
    const lines = numbers.map((n) => {
      const [title, day, outlet, url] = articleOf(n);
      const row = quotes[n];
      return [day, named(meta.outlets, outlet), title, url, sourceOf(n)?.[0], named(meta.roles, row[ROLE]),
        sourceKindOf(n), meta.kinds[row[KIND]], contents[n]].map(cell).join(",");
    });
    const blob = new Blob(["\ufeff", [heads.join(","), ...lines].join("\r\n"), "\r\n"], { type: "text/csv" });
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: "quotes.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  // ------------------------------------------------------------------ tables of sources, institutions

  function listView(items, columns, caption, searchKey, haystackOf) {
    const numbers = items.map((_, n) => n);
    const folded = items.map(haystackOf);
    const table = new Table({ columns, items: numbers, caption, foundKey: "found_rows" });
    const search = searchBox(searchKey, () => {
      const query = parseQuery(search.input.value);
      table.show(numbers.filter((n) => matches(folded[n], query)));
    });
    table.show(numbers);
    return [make("div", { class: "filters", role: "search" , "aria-label": say(searchKey), "data-label": searchKey }, search.node), table.node];
  }

  function sourcesView() {
    const of = (place) => (n) => meta.sources[n][place];
    const columns = [
      { key: "col_source", sort: (n) => of(0)(n).toLowerCase(), cell: (n) => link(`#source-${n}`, of(0)(n)) },
      { key: "col_role", cell: (n) => text(of(1)(n)) },
      { key: "col_source_kind", sort: (n) => say(`source_kind.${meta.source_kinds[of(2)(n)]}`), cell: (n) => words(`source_kind.${meta.source_kinds[of(2)(n)]}`) },
      { key: "col_quotes", css: "n", descends: true, sort: of(3), cell: (n) => count(of(3)(n)) },
      { key: "col_articles", css: "n", descends: true, sort: of(4), cell: (n) => count(of(4)(n)) },
      { key: "col_first", css: "date", sort: of(5), cell: (n) => of(5)(n) ?? "–" },
      { key: "col_last", css: "date", sort: of(6), cell: (n) => of(6)(n) ?? "–" },
    ];
    return listView(meta.sources, columns, "sources", "search_sources", (item) => `${item[0]}\n${item[1]}`.toLowerCase());
  }

  function institutionsView() {
    const of = (place) => (n) => meta.institutions[n][place];
    const columns = [
      { key: "col_institution", sort: (n) => of(0)(n).toLowerCase(), cell: (n) => link(`#institution-${n}`, of(0)(n)) },
      { key: "col_kind", sort: (n) => say(`institution_kind.${of(1)(n)}`), cell: (n) => words(`institution_kind.${of(1)(n)}`) },
      { key: "col_named_in", css: "n", descends: true, sort: of(2), cell: (n) => count(of(2)(n)) },
      { key: "col_mentions", css: "n", descends: true, sort: of(3), cell: (n) => count(of(3)(n)) },
      { key: "col_quotes", css: "n", descends: true, sort: of(4), cell: (n) => count(of(4)(n)) },
    ];
    return listView(meta.institutions, columns, "institutions", "search_institutions", (item) => item[0].toLowerCase());
  }

  // ------------------------------------------------------------------ one source, one institution

  /** A small table of how often each value occurs, most first. */
  function ranking(titleKey, columnKey, values, label) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const ordered = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, LIST_ROWS);
    if (!ordered.length) return "";
    const rows = ordered.map(([value, n]) =>
      make("tr", {}, make("th", { scope: "row" }, label(value)), make("td", { class: "n" }, count(n))));
    const head = make("tr", {}, make("th", { scope: "col" }, words(columnKey)),
      make("th", { scope: "col", class: "n" }, words("col_number")));
    return make("div", { class: "card" }, make("h3", {}, words(titleKey)),
      make("table", {}, make("thead", {}, head), make("tbody", {}, rows)));
  }

  const facts = (pairs) =>
    make("dl", { class: "facts" }, pairs.map(([key, value]) =>
      make("div", { class: key === "period" ? "period" : null }, make("dt", {}, words(key)), make("dd", {}, value))));

  const known = (numbers, list, place) =>
    numbers.map((n) => named(list, quotes[n][place])).filter((value) => value !== null);
  const monthsOf = (numbers) => numbers.map((n) => articleOf(n)[1]?.slice(0, 7)).filter(Boolean);
  const outletsOf = (numbers) => numbers.map((n) => named(meta.outlets, articleOf(n)[2])).filter(Boolean);

  function numbersWhere(place, value) {
    const numbers = [];
    for (let n = 0; n < quotes.length; n += 1) if (quotes[n][place] === value) numbers.push(n);
    return numbers;
  }

  /** The sources that are quoted in the articles of these quotes, each once an article. */
  function besides(numbers, own) {
    const articles = new Set(numbers.map((n) => quotes[n][ARTICLE]));
    const pairs = new Set();
    for (const row of quotes) {
      if (articles.has(row[ARTICLE]) && row[SOURCE] >= 0 && row[SOURCE] !== own) {
        pairs.add(`${row[ARTICLE]} ${row[SOURCE]}`);
      }
    }
    return [...pairs].map((pair) => Number(pair.split(" ")[1]));
  }

  function sourcePage(place) {
    const [label, , kind, n, articles, first, last] = meta.sources[place];
    const numbers = numbersWhere(SOURCE, place);
    const heading = [text(label)];
    return { heading, content: [
      facts([["col_source_kind", words(`source_kind.${meta.source_kinds[kind]}`)], ["col_quotes", count(n)],
        ["col_articles", count(articles)], ["period", first ? `${first} – ${last}` : "–"]]),
      make("div", { class: "grid" },
        ranking("roles", "col_role", known(numbers, meta.roles, ROLE), text),
        ranking("its_verbs", "legend_cue", known(numbers, meta.cues, CUE), text),
        ranking("its_topics", "col_topic", known(numbers, meta.topics, TOPIC), (label) => text(topicName(label))),
        ranking("beside", "col_source", besides(numbers, place), (other) => link(`#source-${other}`, meta.sources[other][0])),
        ranking("its_months", "col_month", monthsOf(numbers), String),
        ranking("its_outlets", "col_outlet", outletsOf(numbers), text)),
      make("h3", {}, words("its_quotes")),
      ...quotesView((number) => quotes[number][SOURCE] === place, new URLSearchParams()),
    ] };
  }

  function institutionPage(place) {
    const [label, kind, articles, mentions, n] = meta.institutions[place];
    const numbers = numbersWhere(BODY, place);
    return { heading: [text(label)], content: [
      facts([["col_kind", words(`institution_kind.${kind}`)], ["col_named_in", count(articles)],
        ["col_mentions", count(mentions)], ["col_quotes", count(n)]]),
      make("div", { class: "grid" },
        ranking("its_people", "col_source", numbers.map((number) => quotes[number][SOURCE]).filter((other) => other >= 0),
          (other) => link(`#source-${other}`, meta.sources[other][0])),
        ranking("its_verbs", "legend_cue", known(numbers, meta.cues, CUE), text),
        ranking("its_topics", "col_topic", known(numbers, meta.topics, TOPIC), (label) => text(topicName(label))),
        ranking("its_months", "col_month", monthsOf(numbers), String),
        ranking("its_outlets", "col_outlet", outletsOf(numbers), text)),
      make("h3", {}, words("its_quotes")),
      ...quotesView((number) => quotes[number][BODY] === place, new URLSearchParams()),
    ] };
  }

  // ------------------------------------------------------------------ where we are

  const VIEWS = { quotes: (parameters) => quotesView(() => true, parameters), sources: sourcesView, institutions: institutionsView };
  const PAGES = { source: ["sources", sourcePage], institution: ["institutions", institutionPage] };
  let route = 0; // rises with each change of place, so that a slow one does not overtake

  async function go({ focus }) {
    const mine = (route += 1);
    const [where, query] = decodeURIComponent(location.hash.slice(1)).split("?");
    const [, page, number] = where.match(/^(source|institution)-(\d+)$/) ?? [];
    const item = page && meta[PAGES[page][0]][number] ? Number(number) : null;
    const section = item !== null ? PAGES[page][0] : document.querySelector(`section[id="${CSS.escape(where)}"]`) ? where : "overview";
    for (const node of document.querySelectorAll("main > section")) node.classList.toggle("shown", node.id === section);
    for (const node of document.querySelectorAll("nav a")) {
      if (node.dataset.view === section) node.setAttribute("aria-current", "page");
      else node.removeAttribute("aria-current");
    }
    const heading = document.getElementById(`${section}-title`);
    const view = document.getElementById(`${section}-view`);
    if (view) {
      view.replaceChildren(make("p", { class: "note" }, words("loading")));
      if (section === "quotes" || item !== null) await allRead;
      if (mine !== route) return;
      const shown = item === null ? { heading: [words(section)], content: VIEWS[section](new URLSearchParams(query ?? "")) } : PAGES[page][1](item);
      heading.replaceChildren(...shown.heading);
      view.replaceChildren(...shown.content);
      view.dataset.ready = where;
    }
    if (focus) heading.focus();
    window.scrollTo(0, 0);
  }

  document.addEventListener("DOMContentLoaded", () => {
    meta = JSON.parse(document.getElementById("meta").textContent);
    language = meta.language;
    allRead = pause().then(readRows);
    for (const button of document.querySelectorAll("[data-language]")) {
      button.addEventListener("click", () => {
        language = button.dataset.language;
        translate();
        go({ focus: false });
      });
    }
    window.addEventListener("hashchange", () => go({ focus: true }));
    go({ focus: false });
  });
})();
