// Whoever puts an answer into a theme in which nothing stood finds that theme open further down.
"use strict";
document.querySelectorAll("select[name^=in_]").forEach((where) => {
  where.addEventListener("change", () => {
    const theme = document.getElementById(`theme-${where.value}`);
    const closed = theme && theme.querySelector("details[data-empty]");
    if (closed) closed.open = true;
  });
});
