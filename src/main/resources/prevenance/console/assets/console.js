// Small comforts; every page works without them.
"use strict";
(function () {
  // Keys: "/" goes to the search; "g" then a letter goes to a page; "j" and "k" walk through a list.
  var awaiting = false;
  var rows = function () { return Array.prototype.slice.call(document.querySelectorAll("table.list tbody a[data-row]")); };
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (awaiting) {
      awaiting = false;
      var link = document.querySelector("nav a[data-key='" + CSS.escape(event.key) + "']");
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") { awaiting = true; window.setTimeout(function () { awaiting = false; }, 1500); return; }
    if (event.key === "/") {
      var search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    if (event.key === "j" || event.key === "k") {
      var all = rows(); if (!all.length) { return; }
      var at = all.indexOf(document.activeElement);
      var to = event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0);
      event.preventDefault(); all[to].focus();
    }
  });
  // "All" boxes of lists.
  document.addEventListener("change", function (event) {
    if (event.target.matches("input[data-all]")) {
      document.querySelectorAll("input[name='" + CSS.escape(event.target.dataset.all) + "']").forEach(function (box) { box.checked = event.target.checked; });
    }
    if (event.target.matches("select[data-go], input[data-go]")) { event.target.form.requestSubmit(); }
  });
  // What is under way is looked at again.
  var under = document.querySelector("[data-reload]");
  if (under) { window.setTimeout(function () { window.location.reload(); }, 1000 * Number(under.dataset.reload)); }
  // A form is sent once.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    // A look before: into a frame, as often as wanted.
    if (event.submitter && event.submitter.formTarget) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    if (form.method === "post") { form.dataset.sent = "yes"; window.setTimeout(function () { delete form.dataset.sent; }, 5000); }
  });
})();
