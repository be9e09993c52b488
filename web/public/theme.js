// Runs before the first paint so that a chosen theme never flashes. Kept out of the page because
// the content security policy allows no inline script.
(function () {
  var choice = "system";
  try {
    choice = localStorage.getItem("dealsmart.theme") || "system";
  } catch {
    // Storage may be blocked; the system's theme is then right.
  }
  var dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
