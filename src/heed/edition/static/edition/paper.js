// The browser's own print window is the truest picture of the printed page.
"use strict";
window.addEventListener("load", () => window.print());
