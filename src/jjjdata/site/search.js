// Search: finds claims, series, terms and sources by any part of a word, in both languages at once.
// It works on the field "search", whose form it shows, and writes into "search-results". All that it
// knows of the data, and all that it says, comes from the index, a script of its own that is loaded
// at the first key; only that the index can't be loaded the page says itself.
(function () {
  "use strict";

  const INDEX = "index.js";
  const FEW = 6; // results of a kind that are shown at first
  const AROUND = 36; // characters on either side of what was found
  const WHERE = 2; // passages shown of a result besides its title
  const KIND = 0, ADDRESS = 1, TEXTS = 2, NAMES = 3; // what an entry has, by its place
  const PAGES = 4, USES = 5; // of a source: the number of pages, and the first of them
  const BETWEEN = "\u0001", APART = "\u0002"; // no text has them: the texts of one, and each one
  const TAGS = { zh: "zh-Hans", en: "en" };

  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const root = document.currentScript.src;
  const field = document.getElementById("search");
  const results = document.getElementById("search-results");
  if (!field || !results) return;
  let index = null; // what was loaded, with the folded texts
  let asked = "loading"; // whether the index is still to be loaded, is on its way, or is there

  // Folding: as the package folds, with the patterns that it uses

  let dropped, dashes, traditional, simplified;

  function learnToFold(rules) {
    dropped = new RegExp(rules.dropped, "gu");
    dashes = new RegExp(rules.dashes, "gu");
    // Where a copy was never built there are none; what comes to nothing matches nothing.
    traditional = new RegExp("[" + rules.traditional + "]", "g");
    const forms = Array.from(rules.simplified);
    simplified = new Map(Array.from(rules.traditional).map((each, at) => [each, forms[at]]));
  }

  function fold(text) {
    const plain = text.normalize("NFKD").replace(dropped, "").replace(dashes, "-").toLowerCase();
    return plain.replace(traditional, (each) => simplified.get(each));
  }

  // A text folded, with the place in the text of each character of the folded one.
  function foldWithPlaces(text) {
    let plain = "";
    const starts = [], ends = [];
    let place = 0;
    for (const character of text) {
      const part = fold(character);
      for (let each = 0; each < part.length; each++) {
        starts.push(place);
        ends.push(place + character.length);
      }
      plain += part;
      place += character.length;
    }
    return { plain, starts, ends };
  }

  // Loading

  function load() {
    const loader = document.createElement("script");
    asked = "on its way";
    loader.src = new URL(INDEX, root).href;
    loader.onload = () => {
      prepare(window.jjjdataIndex);
      asked = "there";
      search();
    };
    loader.onerror = () => {
      asked = "loading";
      results.textContent = results.dataset.failed || "";
      results.hidden = false;
    };
    document.head.append(loader);
  }

  // Everything is folded at one go and then taken apart: one long text costs less than many short.
  function prepare(loaded) {
    index = loaded;
    learnToFold(index.fold);
    index.foldedNames = foldAll(index.names);
    index.foldedEntries = foldAll(index.entries.map((entry) => entry[TEXTS]));
    index.namedBy = index.names.map(() => []);
    index.entries.forEach((entry, at) => {
      entry[NAMES].forEach((name) => index.namedBy[name].push(at));
    });
  }

  function foldAll(lists) {
    const joined = lists.map((texts) => texts.map((each) => each[1]).join(BETWEEN)).join(APART);
    return lists.length ? fold(joined).split(APART) : [];
  }

  // Finding

  // What is found of each kind; where nothing holds the words as they stand, in pieces.
  function findByKind(words) {
    const whole = sortedOut(words, wholeWord);
    if (whole.every((found) => found.entries.length)) return whole;
    const inPieces = sortedOut(words, wordInPieces);
    return whole.map((found, kind) => (found.entries.length ? found : inPieces[kind]));
  }

  function isEmpty(found) {
    return found.every((ofKind) => !ofKind.entries.length);
  }

  // One word too many does not empty the result: what nothing holds is dropped, then the years.
  function findWithout(words) {
    const found = findByKind(words);
    if (!isEmpty(found) || words.length < 2) return { found, dropped: [] };
    const held = words.filter((word) => !isEmpty(findByKind([word])));
    const ahead = [held, held.filter((word) => !/^\d{4}年?$/.test(word))];
    for (const kept of ahead) {
      const fewer = kept.length && kept.length < words.length ? findByKind(kept) : [];
      if (fewer.length && !isEmpty(fewer)) {
        return { found: fewer, dropped: words.filter((word) => !kept.includes(word)) };
      }
    }
    return { found, dropped: [] };
  }

  function sortedOut(words, look) {
    const parts = new Set();
    const sought = words.map((word) => look(word, parts));
    const kinds = index.order.map(() => []);
    index.entries.forEach((entry, at) => {
      if (sought.every((holds) => holds(at))) kinds[entry[KIND]].push(at);
    });
    return kinds.map((entries) => ({ entries, parts, inPieces: look === wordInPieces }));
  }

  function wholeWord(word, parts) {
    const marks = marksOf(word);
    parts.add(word);
    return (at) => marks[at] === 1;
  }

  // Chinese is written without spaces: 北京雾霾 is what a reader types who looks for 北京 雾霾.
  function wordInPieces(word, parts) {
    const runs = word.match(/[\u3400-\u9fff]+|[^\u3400-\u9fff]+/g).map((run) => {
      const isChinese = /^[\u3400-\u9fff]/.test(run);
      return { run, isChinese, marks: marksOf(isChinese ? run.slice(0, index.fold.shortest) : run) };
    });
    const known = new Map();
    const held = (part, at) => {
      if (!known.has(part)) known.set(part, marksOf(part));
      return known.get(part)[at] === 1;
    };
    return (at) => {
      if (!runs.every(({ marks }) => marks[at])) return false;
      const own = [];
      for (const { run, isChinese } of runs) {
        if (isChinese ? !pieces(run, at, held, own) : !own.push(run)) return false;
      }
      own.forEach((part) => parts.add(part));
      return true;
    };
  }

  function pieces(run, at, held, own) {
    for (let start = 0; start < run.length; ) {
      let end = run.length;
      while (end > start && !held(run.slice(start, end), at)) end--;
      if (end - start < index.fold.shortest) return false;
      own.push(run.slice(start, end));
      start = end;
    }
    return true;
  }

  // Which entries hold a word: in a text of their own, or in a name that they share with others.
  // A Latin word must begin where a word begins, as in the package.
  function marksOf(word) {
    const marks = new Uint8Array(index.entries.length);
    index.foldedNames.forEach((text, name) => {
      if (beginsWord(text, word)) index.namedBy[name].forEach((at) => (marks[at] = 1));
    });
    index.foldedEntries.forEach((text, at) => {
      if (!marks[at] && beginsWord(text, word)) marks[at] = 1;
    });
    return marks;
  }

  // What is in the title comes first, then what the entry itself says, then the names it shares.
  function worth(at, parts) {
    const text = index.foldedEntries[at];
    const title = text.split(BETWEEN, 2).join(BETWEEN);
    let sum = 0;
    for (const part of parts) {
      if (beginsWord(title, part)) sum += 3;
      else if (beginsWord(text, part)) sum += 2;
      else sum += 1;
    }
    return sum;
  }

  // From the best to the least, and as they come where they are worth the same.
  function ranked(entries, parts) {
    const ranks = [];
    for (const at of entries) {
      const rank = worth(at, parts);
      (ranks[rank] = ranks[rank] || []).push(at);
    }
    return ranks.reverse().flat();
  }

  function beginsWord(text, part) {
    if (!/^[a-z]/.test(part)) return text.includes(part);
    for (let place = text.indexOf(part); place >= 0; place = text.indexOf(part, place + 1)) {
      if (place === 0 || !/[a-z0-9]/.test(text[place - 1])) return true;
    }
    return false;
  }

  // Showing

  function search() {
    const text = field.value;
    if (!text.trim()) return close();
    if (asked === "loading") return load();
    if (asked !== "there") return undefined;
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (!words.length) return close();
    const { found, dropped } = findWithout(words);
    show(found, dropped);
    return undefined;
  }

  function show(found, dropped) {
    const said = index.said[lang];
    const total = found.reduce((sum, ofKind) => sum + ofKind.entries.length, 0);
    const count = total === 1 ? said.found_one : said.found.replace("{count}", total);
    const status = element("p", total ? count : said.nothing);
    status.setAttribute("role", "status");
    status.className = "search-status";
    const groups = found.map(group).filter((_, kind) => found[kind].entries.length);
    const without = said.without.replace("{words}", dropped.join(lang === "zh" ? "、" : ", "));
    if (dropped.length) status.append(" ", element("small", without));
    results.replaceChildren(status, ...groups);
    results.hidden = false;
  }

  function group({ entries, parts: sought, inPieces }, kind) {
    const parts = Array.from(sought);
    const sorted = ranked(entries, parts);
    const section = element("section");
    section.dataset.kind = index.order[kind];
    const head = element("p", index.kinds[lang][kind] + " ");
    head.id = "search-kind-" + kind;
    head.className = "search-kind";
    head.append(element("span", String(entries.length)));
    if (inPieces) head.append(" ", element("small", index.said[lang].pieces));
    const list = element("ul");
    list.setAttribute("aria-labelledby", head.id);
    list.append(...sorted.slice(0, FEW).map((at) => item(at, parts)));
    section.append(head, list);
    if (sorted.length > FEW) section.append(more(sorted, list, parts));
    return section;
  }

  function more(sorted, list, parts) {
    const button = element("button", index.said[lang].all.replace("{count}", sorted.length));
    button.type = "button";
    button.addEventListener("click", () => {
      const rest = sorted.slice(FEW).map((at) => item(at, parts));
      list.append(...rest);
      button.remove();
      const first = rest[0].querySelector("a");
      if (first) first.focus();
    });
    return button;
  }

  function item(at, parts) {
    const entry = index.entries[at];
    const line = element("li");
    line.append(titleOf(at, parts));
    const passages = passagesOf(at, parts);
    passages.slice(0, WHERE).forEach(([column, text]) => line.append(passage(column, text, parts)));
    if (index.order[entry[KIND]] === "terms" && !passages.length) line.append(...noteOf(entry));
    if (entry[PAGES]) line.append(usesOf(entry));
    return line;
  }

  // The first words of the note of a term, in the language of the page.
  function noteOf(entry) {
    const note = entry[TEXTS].find(([column]) => index.columns[column] === "terms.note_" + lang);
    if (!note) return [];
    const words = note[1].length > 3 * AROUND ? note[1].slice(0, 3 * AROUND) + "…" : note[1];
    const line = element("p", words);
    line.className = "search-where";
    return [line];
  }

  // A source has no page: its title leads to the first page on which it stands.
  function titleOf(at, parts) {
    const entry = index.entries[at];
    const title = element(entry[ADDRESS] || entry[PAGES] ? "a" : "span");
    if (entry[ADDRESS]) title.href = addressOf(entry, "");
    else if (entry[PAGES]) title.href = addressOf(index.entries[entry[USES][0][0]], entry[USES][0][1]);
    title.append(...marked(shownTitle(entry), parts));
    return title;
  }

  function addressOf(entry, part) {
    return new URL(lang + "/" + entry[ADDRESS] + (part ? "#" + part : ""), root).href;
  }

  function shownTitle(entry) {
    const inLanguage = entry[TEXTS].find(([column]) => languageOf(column) === lang);
    return (inLanguage || entry[TEXTS][0])[1];
  }

  // Where the words stand that the title, as it is shown, does not have.
  function passagesOf(at, parts) {
    const entry = index.entries[at];
    const texts = entry[TEXTS].concat(...entry[NAMES].map((name) => index.names[name]));
    const title = fold(shownTitle(entry));
    const chosen = [];
    for (const part of parts) {
      if (title.includes(part)) continue;
      if (chosen.some(([, text]) => fold(text).includes(part))) continue;
      const own = texts.filter(([, text]) => fold(text).includes(part));
      const best = own.find(([column]) => languageOf(column) === lang) || own[0];
      if (best) chosen.push(best);
    }
    return chosen;
  }

  function passage(column, cell, parts) {
    const text = ofList(column, cell, parts);
    const line = element("p");
    line.className = "search-where";
    line.append(element("span", index.labels[lang][column] + (lang === "zh" ? "：" : ": ")));
    const words = element("span");
    const tag = TAGS[languageOf(column)];
    if (tag) words.lang = tag;
    words.append(...marked(excerpt(text, parts), parts));
    line.append(words);
    return line;
  }

  // Of a list of words those that hold what was looked for.
  function ofList(column, cell, parts) {
    if (!/\.(keywords|spellings)_/.test(index.columns[column])) return cell;
    const words = cell.split("; ");
    return words.filter((word) => parts.some((part) => fold(word).includes(part))).join("; ");
  }

  function usesOf(entry) {
    const line = element("p");
    line.className = "search-where";
    line.append(element("span", index.said[lang].cited + " "));
    entry[USES].forEach(([use, part], place) => {
      const link = element("a", shownTitle(index.entries[use]));
      link.href = addressOf(index.entries[use], part);
      line.append(place ? (lang === "zh" ? "；" : "; ") : "", link);
    });
    if (entry[PAGES] > entry[USES].length) line.append(lang === "zh" ? "……" : " …");
    return line;
  }

  function excerpt(text, parts) {
    const { plain, starts, ends } = foldWithPlaces(text);
    const places = parts.map((part) => plain.indexOf(part)).filter((place) => place >= 0);
    if (!places.length || text.length <= 3 * AROUND) return text;
    const first = Math.min(...places);
    const longest = Math.max(...parts.map((part) => part.length));
    let start = Math.max(0, starts[first] - AROUND);
    let end = Math.min(text.length, ends[Math.min(first + longest, ends.length) - 1] + AROUND);
    // Not in the middle of a Latin word.
    while (start > 0 && /\w/.test(text[start - 1]) && /\w/.test(text[start])) start--;
    while (end < text.length && /\w/.test(text[end - 1]) && /\w/.test(text[end])) end++;
    return (start ? "…" : "") + text.slice(start, end) + (end < text.length ? "…" : "");
  }

  // The text as nodes, with what was looked for marked; nothing is ever read as HTML.
  function marked(text, parts) {
    const { plain, starts, ends } = foldWithPlaces(text);
    const inside = new Array(text.length).fill(false);
    for (const part of parts) {
      for (let at = plain.indexOf(part); at >= 0; at = plain.indexOf(part, at + part.length)) {
        inside.fill(true, starts[at], ends[at + part.length - 1]);
      }
    }
    const nodes = [];
    for (let start = 0; start < text.length; ) {
      let end = start + 1;
      while (end < text.length && inside[end] === inside[start]) end++;
      const piece = text.slice(start, end);
      nodes.push(inside[start] ? element("mark", piece) : document.createTextNode(piece));
      start = end;
    }
    return nodes;
  }

  function languageOf(column) {
    const ending = index.columns[column].slice(-3);
    return ending === "_zh" ? "zh" : ending === "_en" ? "en" : "";
  }

  function element(name, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }

  function close() {
    results.hidden = true;
    results.replaceChildren();
  }

  // Keys: "/" goes to the field, arrows walk through the results, Escape leaves them

  function walk(event) {
    const links = Array.from(results.querySelectorAll("li > a, button"));
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      field.focus();
    } else if (event.key === "ArrowDown" && at + 1 < links.length) {
      links[at + 1].focus();
    } else if (event.key === "ArrowUp" && at > 0) {
      links[at - 1].focus();
    } else if (event.key === "ArrowUp" && at === 0) {
      field.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  if (field.form) field.form.hidden = false;
  field.setAttribute("aria-controls", results.id);
  field.addEventListener("input", (event) => event.isComposing || search());
  field.addEventListener("compositionend", search);
  field.addEventListener("keydown", walk);
  results.addEventListener("keydown", walk);
  if (field.form) field.form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || isTyping(event.target) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    field.focus();
  });
  // What a browser put back into the field when the reader returns to the page.
  if (field.value) search();
})();
