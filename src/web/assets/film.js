/* Films in the conversation. One plays while it is seen, unless the person wants less motion or has stopped it. */
import { make } from "./words.js?{{version}}";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

const watcher = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => {
  if (!isIntersecting && !target.paused) { target.pause(); target.dataset.resumes = ""; }
  if (isIntersecting && "resumes" in target.dataset) begin(target);
}), { threshold: 0.4 });

function begin(video) {
  delete video.dataset.resumes;
  /* A browser that saves power does not play by itself. */
  if (!calm.matches) video.play().catch(() => {});
}

/* A round one has no controls, which would lie outside of its circle: it is a button itself. */
export function film({ url, poster, width, height, round }, label, onerror) {
  const video = make("video", { muted: true, loop: true, playsInline: true, preload: "metadata", controls: !round, ariaLabel: label, onerror });
  if (poster) video.poster = poster;
  if (width) Object.assign(video, { width, height });
  video.src = url;
  video.dataset.resumes = "";
  video.onloadedmetadata = () => video.closest(".bubble")?.style.setProperty("--ratio", video.videoWidth / video.videoHeight);
  watcher.observe(video);
  if (!round) return video;
  video.ariaHidden = "true";
  return make("button", { type: "button", className: "round-film", ariaLabel: label, onclick: () => (video.paused ? video.play() : video.pause()) }, video);
}
