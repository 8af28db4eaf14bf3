/** A photo before it is sent: smaller, and without what a camera writes in it (place, time). */
const LONGEST_SIDE = 2000;
const QUALITY = 0.82;

/** A picture no longer than LONGEST_SIDE, as JPEG; anything else, and what the browser cannot draw, as it is. */
export async function smaller(file) {
  if (!file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "white"; // JPEG has no transparency: a scan without background would come out black.
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY))) ?? file;
  } catch {
    return file;
  }
}
