/** Pixels of a logo, each way, at most. */
const SIDE = 512;

/** How large a picture is drawn so that its longer side fits. */
export function fitted(width: number, height: number, side = SIDE): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Any picture that the browser can read, as a small PNG, which is what the server takes. */
export async function asPng(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const { width, height } = fitted(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((resolve, reject) => canvas.toBlob((png) => (png === null ? reject(new Error("no picture")) : resolve(png)), "image/png"));
}
