/** Before the first paint: the colour of the commune that this device last showed (`rememberColour`). */
const colour = localStorage.getItem("preau.colour");
if (colour) document.documentElement.dataset.colour = colour;
