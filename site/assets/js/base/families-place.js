/** Before the first paint: a place is kept for choosing between families, where this device knows several. */
if (JSON.parse(localStorage.getItem("preau.me"))?.families[1]) document.documentElement.dataset.families = "";
