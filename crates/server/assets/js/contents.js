// The contents may be longer than the window: what is open here comes into view, and only the contents move.
const contents = document.getElementById("contents");
const here = contents?.querySelector("[aria-current]");
const below = here && here.offsetTop + 2 * here.offsetHeight - contents.clientHeight;
if (below > 0) contents.scrollTop = below;
