// The picture of a page: framed at the record, zoomed and moved.
import { beginnings } from "./page.js";

export const looks = { zoomed: true };

function view(picture, box) {
  picture.setAttribute("viewBox", box.map((side) => side.toFixed(2)).join(" "));
}
const viewed = (picture) => picture.getAttribute("viewBox").split(" ").map(Number);

export function frame() {
  const viewer = document.querySelector("[data-viewer]");
  if (!viewer) return;
  const picture = viewer.querySelector(".sheet-picture");
  const width = Number(viewer.dataset.width);
  const height = Number(viewer.dataset.height);
  const box = viewer.dataset.box?.split(" ").map(Number);
  if (!looks.zoomed || !box) { view(picture, [0, 0, width, height]); return; }
  const area = picture.getBoundingClientRect();
  const shown = Math.min(width, Math.max((box[2] - box[0]) * 1.06, width * 0.45));
  const tall = shown * (area.height / Math.max(1, area.width));
  const left = Math.min(Math.max(0, (box[0] + box[2] - shown) / 2), width - shown);
  const top = tall >= height ? (height - tall) / 2 : Math.min(Math.max(0, (box[1] + box[3] - tall) / 2), height - tall);
  view(picture, [left, top, shown, tall]);
}

// The middle of the record's row where it is in view, else the middle of what is seen.
function middle(box) {
  const [x, y, width, height] = box;
  const row = document.querySelector("[data-viewer]").dataset.box?.split(" ").map(Number);
  const [across, down] = row ? [(row[0] + row[2]) / 2, (row[1] + row[3]) / 2] : [NaN, NaN];
  const isSeen = across >= x && across <= x + width && down >= y && down <= y + height;
  return isSeen ? [across, down] : [x + width / 2, y + height / 2];
}

// Shows less or more: the row stays where it is seen.
export function scale(factor) {
  const picture = document.querySelector(".sheet-picture");
  if (!picture) return;
  const [x, y, width, height] = viewed(picture);
  const [across, down] = middle([x, y, width, height]);
  view(picture, [across - (across - x) * factor, down - (down - y) * factor, width * factor, height * factor]);
}

// Moves what is seen by a share of its own size; false where there is no picture.
export function pan(across, down) {
  const picture = document.querySelector(".sheet-picture");
  if (!picture) return false;
  const [x, y, width, height] = viewed(picture);
  view(picture, [x + across * width, y + down * height, width, height]);
  return true;
}

function grab(event) {
  const picture = event.target.closest(".sheet-picture");
  if (!picture) return;
  const from = viewed(picture);
  const area = picture.getBoundingClientRect();
  const dot = Math.max(from[2] / area.width, from[3] / area.height);
  const move = (next) => view(picture, [from[0] - (next.clientX - event.clientX) * dot, from[1] - (next.clientY - event.clientY) * dot, from[2], from[3]]);
  picture.classList.add("held");
  picture.setPointerCapture(event.pointerId);
  picture.addEventListener("pointermove", move);
  picture.addEventListener("pointerup", () => { picture.removeEventListener("pointermove", move); picture.classList.remove("held"); }, { once: true });
}

function roll(event) {
  const picture = event.target.closest(".sheet-picture");
  if (!picture) return;
  event.preventDefault();
  if (event.ctrlKey) { scale(event.deltaY > 0 ? 1.12 : 0.89); return; }
  const [x, y, width, height] = viewed(picture);
  const dot = width / picture.getBoundingClientRect().width;
  view(picture, [x + event.deltaX * dot, y + event.deltaY * dot, width, height]);
}

export function startPicture() {
  beginnings.push(frame);
  document.addEventListener("pointerdown", grab);
  document.addEventListener("wheel", roll, { passive: false });
  addEventListener("resize", frame);
}
