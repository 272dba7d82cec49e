#!/usr/bin/env bash
# Points at every statement of a page, and moves the focus to it, in headless Chromium: it and its partners must light up, and nothing else.
# usage: check-in-chromium.sh PAGE.html [SCREENSHOT.png [WIDTH,HEIGHT]]
# With a screenshot: of the page while the third statement of the forward side is pointed at.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,4s/^# //p' "$0"; exit 2; }
page=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
browse() {
    timeout 60 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" "$@" 2>/dev/null
}

cp "$page" "$work/page.html"
cat >> "$work/page.html" <<'SCRIPT'
<script>
const wrong = [];
const links = [...document.querySelectorAll("a.region")];
const lit = () => [...new Set([...document.querySelectorAll(".lit")].map(part => part.dataset.region))].sort().join(" ");
const glows = part => getComputedStyle(part.closest(".line")).backgroundColor !== "rgba(0, 0, 0, 0)";
const expect = (link, what) => {
  const wanted = [link.id, ...link.dataset.partners.split(" ")].sort().join(" ");
  if (lit() !== wanted) wrong.push(`${what} ${link.id}: lit ${lit() || "nothing"} instead of ${wanted}`);
  else if (!glows(link)) wrong.push(`${what} ${link.id}: its line does not glow`);
};
document.querySelectorAll("details").forEach(part => part.open = true);
for (const link of links) {
  link.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  expect(link, "pointing at");
  document.body.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  if (lit()) wrong.push(`left ${link.id}, and ${lit()} stays lit`);
  // A page without a window may have the focus or not: the events tell of it.
  link.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  expect(link, "focusing");
  link.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  if (lit()) wrong.push(`${link.id} lost the focus, and ${lit()} stays lit`);
  for (const partner of link.dataset.partners.split(" "))
    if (!document.getElementById(partner)) wrong.push(`${link.id}: there is no ${partner}`);
}
const outcome = document.createElement("pre");
outcome.textContent = `outcome: ${links.length} statements, ${wrong.length} wrong\n${wrong.join("\n")}\nend of outcome`;
document.body.append(outcome);
</script>
SCRIPT
outcome=$(browse --dump-dom "file://$work/page.html" | sed -n '/<pre>outcome: /,/^end of outcome/p' | sed 's/.*outcome: //; /end of/d')
echo "$outcome"

if [ $# -ge 2 ]; then
    cp "$page" "$work/shown.html"
    echo '<script>document.querySelectorAll(".side:first-child a.region")[2]?.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));</script>' >> "$work/shown.html"
    browse --screenshot="$2" --window-size="${3:-1440,1300}" "file://$work/shown.html" >/dev/null
fi
grep -qE '^[1-9][0-9]* statements, 0 wrong' <<< "$outcome"
