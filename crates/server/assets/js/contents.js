// The contents are longer than the window: what is open here comes into view, and only the contents move.
const contents = document.getElementById("contents");
const here = contents?.querySelector("[aria-current]");
if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
