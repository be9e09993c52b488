"""HTML as a website gives it: the article among navigation, banners and scripts."""

from pathlib import Path

NAV = """<nav class="top"><a href="/">Home</a><a href="/new">New vehicles</a>
<a href="/certified">Certified</a><a href="/service">Service</a><a href="/help">Help center</a>
<a href="/account">Sign in</a></nav>"""
ASIDE = """<aside class="related"><h4>Popular articles</h4><ul>
<li><a href="/help/returns">Returning a vehicle</a></li>
<li><a href="/help/roadside">Getting roadside help</a></li>
<li><a href="/help/charging">Charging at home</a></li></ul></aside>"""
FOOTER = """<footer><p>Was this article helpful? <button>Yes</button> <button>No</button></p>
<p><a href="/careers">Careers</a> <a href="/sitemap">Sitemap</a> <a href="/accessibility">Accessibility</a></p>
<p>&copy; 2026 Northwind Motors, Inc. All rights reserved.</p></footer>"""


def help_centre(title: str, html: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Northwind Motors Help Center</title>
<meta name="generator" content="HelpDesk Export 4.2">
<style>.hidden{{display:none}} .top a{{margin-right:1em}}</style>
<script>window.analyticsQueue=[];window.analyticsQueue.push(["page","help"]);</script>
</head><body>
<a class="skip" href="#article">Skip to content</a>
<header><div class="logo">Northwind Motors</div>{NAV}
<form role="search"><label>Search help <input name="q" placeholder="Search help articles"></label></form></header>
<div class="cookie-banner" role="dialog">We use cookies. <button>Accept</button> <button>Decline</button></div>
<ol class="breadcrumbs"><li><a href="/help">Help center</a></li><li>Visiting us</li></ol>
<main id="article"><article>
{html}
</article>{ASIDE}</main>
{FOOTER}
<script>document.querySelectorAll("button").forEach(function(b){{b.dataset.ready="1"}});</script>
</body></html>
"""


def plain_article(title: str, html: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><article>
{html}
</article></body></html>
"""


def write(target: Path, title: str, html: str, layout: str) -> None:
    page = help_centre if layout == "html-help-centre" else plain_article
    target.write_text(page(title, html), encoding="utf-8")
