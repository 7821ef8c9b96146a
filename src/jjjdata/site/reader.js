// What a script adds to the pages, which work without it: filter, copy.
"use strict";
(function () {
  function all(selector, root) {
    return Array.from((root || document).querySelectorAll(selector));
  }

  function filters(form) {
    var items = all(form.dataset.items);
    var groups = all(form.dataset.groups);
    var count = document.getElementById("filter-count");
    var words = document.getElementById("filter-words");

    function matches(item, wanted, text) {
      return wanted.every(function (pair) {
        return item.dataset[pair[0]].split(" ").includes(pair[1]);
      }) && item.textContent.toLowerCase().includes(text);
    }

    function apply() {
      var selects = all("select", form);
      var wanted = selects.filter(function (select) {
        return select.value;
      }).map(function (select) {
        return [select.dataset.filter, select.value];
      });
      var text = words.value.trim().toLowerCase();
      var shown = 0;
      items.forEach(function (item) {
        item.hidden = !matches(item, wanted, text);
        shown += item.hidden ? 0 : 1;
      });
      groups.forEach(function (group) {
        var left = items.filter(function (item) {
          return !item.hidden && group.contains(item);
        }).length;
        group.hidden = left === 0;
        all("[data-shown]", group).forEach(function (number) {
          number.textContent = left;
        });
      });
      count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", items.length);
      return wanted;
    }

    // So that what is shown can be handed on.
    function note(wanted) {
      var query = new URLSearchParams(wanted).toString();
      history.replaceState(null, "", (query ? "?" + query : location.pathname) + "#list");
    }

    // A link to the list can say what it is narrowed to: ?verdict=conflicting
    new URLSearchParams(location.search).forEach(function (value, name) {
      var field = document.getElementById("filter-" + name);
      if (field) {
        field.value = value;
      }
    });
    form.hidden = false;
    form.addEventListener("input", function () {
      note(apply());
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      apply();
    });
    apply();
  }

  function copying(block) {
    if (!navigator.clipboard) {
      return;
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copied";
    button.textContent = document.documentElement.dataset.sayCopy;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(block.textContent.trim()).then(function () {
        button.textContent = document.documentElement.dataset.sayCopied;
      });
    });
    block.after(button);
  }

  all("form.filters").forEach(filters);
  all("[data-copy]").forEach(copying);
})();
