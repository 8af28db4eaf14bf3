/** Pictures made smaller on the device before they leave it: they then hold nothing that a camera wrote in them (place, time). */

/** A picture no longer than `longestSide` pixels, as JPEG; anything else, and what the browser cannot draw, as it is. */
export async function smallerPicture(file, longestSide, quality) {
  if (!file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "white"; // JPEG has no transparency: a scan without background would come out black.
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality))) ?? file;
  } catch {
    return file;
  }
}
