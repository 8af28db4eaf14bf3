/** A drawing that the server answers, as the source of an image, in which nothing runs. */
export const drawing = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;
