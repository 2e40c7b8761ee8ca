"""Two web pages as sites serve them: an article amid all that surrounds one.  All invented."""

from __future__ import annotations

from tests.motions.documents.making import AUTHOR, PARAGRAPHS, TITLE

NEWS = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>{TITLE} | The Veldmoor Review</title>
<meta property="og:site_name" content="The Veldmoor Review">
<meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2020-02-11T06:30:00+01:00">
<meta name="author" content="{AUTHOR}">
<link rel="canonical" href="https://review.example/opinion/harbour-road">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{TITLE}","datePublished":"2020-02-11","author":{{"@type":"Person","name":"{AUTHOR}"}},
"publisher":{{"@type":"Organization","name":"The Veldmoor Review"}}}}</script>
<style>.x{{color:red}}</style></head>
<body class="article-page has-sidebar">
<a class="skip-link" href="#main">Skip to content</a>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li>
<li><a href="/sport">Sport</a></li></ul></nav><div>Subscribe from 4 crowns a month</div></header>
<main id="main"><article>
<h1>{TITLE}</h1>
<p class="standfirst">Seven weeks without cars told the town more than forty years of studies.</p>
<div class="byline">By <a href="/by/castane">{AUTHOR}</a></div>
<div class="share-buttons"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>
<figure><img src="a.jpg" alt=""><figcaption>The harbour road in May. Photograph: T. Lindqvar
</figcaption></figure>
<p>{PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]}<sup><a href="#fn1">1</a></sup></p>
<div class="newsletter-signup"><h3>The morning letter</h3><p>Sign up to our newsletter and get the
best of Veldmoor every morning before your first cup of coffee.</p><form><input></form></div>
<p>{PARAGRAPHS[2]}</p>
<aside class="pullquote"><p>Every one of the nine towns has kept it closed.</p></aside>
<h2>Where the cars went</h2>
<p>{PARAGRAPHS[3]}</p>
<p>{PARAGRAPHS[4]}</p>
<blockquote><p>I was against it, and I was wrong, and I should like to be told so less often than
my wife tells me.</p></blockquote>
<p>{PARAGRAPHS[5]}</p>
<div class="related"><h3>Read more</h3><ul><li><a href="/a">Ferry fares to rise again in spring</a>
</li><li><a href="/b">The bakers of Mole Street speak out</a></li></ul></div>
<p>Three things follow:</p>
<ul><li>the ring road has room to spare in most hours of the day;</li><li>the shops gain;</li>
<li>the ambulances are quicker.</li></ul>
<p>{PARAGRAPHS[6]}</p>
<p>{PARAGRAPHS[7]}</p>
<div class="tags">Topics: <a href="/t/cars">Cars</a> <a href="/t/town">Town</a></div>
</article>
<section class="comments" id="comments"><h2>Comments (2)</h2><p>What utter nonsense, my van needs
that road every single day of the week, said nobody who walks.</p><p>Agreed with every word of
this, and about time that somebody wrote it down in a newspaper.</p></section></main>
<aside class="sidebar"><h3>Most read</h3><ol><li>Storm takes the roof of the fish hall</li></ol>
</aside>
<footer><p>© The Veldmoor Review. All rights reserved. Registered office: 4 Quay, Veldmoor.</p>
</footer></body></html>"""

# A page by hand, as a club or a teacher keeps one: Latin-1, no article element, no styles.
PLAIN = (
    """<HTML><HEAD><TITLE>Keep the Caf\xe9s Open</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1"></HEAD>
<BODY BGCOLOR=white><CENTER><H1>Keep the Caf\xe9s Open</H1></CENTER>
<P>The council means to close every caf\xe9 at eleven. It says that residents cannot sleep, and
some of them, no doubt, cannot.
<P>But the noise that was measured came from the <I>road</I>, not from the tables \x96 the
council\x92s own engineer said so in June.<BR><BR>Nobody has closed the road.
<HR><P>A town that is silent at eleven is not a town at rest; it is a town whose young people have
gone somewhere else.
</BODY></HTML>"""
).encode("latin-1")

HOMEWORK = (
    "My daughter is nine and has an hour of homework on most evenings. I have taught for twenty "
    "years, and I set it too, and I have come to think that we are all of us wrong about it.",
    "The case for homework at that age is that it makes a habit. Perhaps it does. But the habit "
    "I see at my own table is of doing badly, in tears, at seven in the evening, what was done "
    "well at ten in the morning.",
    "Our school stopped for one term. Nobody measured anything, so I will claim nothing, except "
    "that in that term the library at the corner lent four hundred books more than in the one "
    "before, and that the teachers of the next year did not notice any difference at all.",
    "“You are taking away the one thing that parents can see,” a colleague, Irune Haldorsen, told "
    "me. She has a point: homework is a window. Then let us build a better window, and open the "
    "classroom on a Friday afternoon.",
    "There are children for whom the hour at the kitchen table is the only hour in which an adult "
    "sits beside them. I do not wave that away. It is a reason to sit beside children; it is not "
    "a reason for long division.",
)
# As a weblog's software makes them: no article element, everything a div, much beside it.
BLOG = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Let Them Read Instead – Chalk and Cheese</title>
<meta property="og:site_name" content="Chalk and Cheese">
<meta property="og:url" content="https://chalk.example/2019/05/let-them-read/">
<meta property="article:published_time" content="2019-05-20T07:00:00+00:00">
</head><body class="post-template single comments-open">
<div id="page"><div id="masthead" class="site-header"><div class="site-title"><a href="/">Chalk and
Cheese</a></div><div role="navigation" class="main-navigation"><ul><li><a href="/about">About</a>
</li><li><a href="/archive">Archive</a></li></ul></div></div>
<div id="cookie-consent">We use cookies to see who reads what. <button>Accept</button></div>
<div id="content"><div id="primary"><div class="post hentry"><h1 class="entry-title">Let Them Read
Instead</h1><div class="entry-meta"><span class="posted-on"><time datetime="2019-05-20">20 May
2019</time></span></div>
<div class="entry-content">
<div class="sharing">Share this: <a href="#">Email</a> <a href="#">Print</a></div>
<p>{HOMEWORK[0]}</p><p>{HOMEWORK[1]}</p>
<div class="wp-caption"><img src="t.jpg"><p class="wp-caption-text">A kitchen table, not mine.</p>
</div>
<p>{HOMEWORK[2]}</p>
<blockquote class="pullquote">It is not a reason for long division.</blockquote>
<p>{HOMEWORK[3]}</p>
<div class="jp-relatedposts"><div class="related"><h3>Related</h3><p>Why I gave up gold stars and
what happened then</p><p>The trouble with spelling tests, part three of many</p></div></div>
<p>{HOMEWORK[4]}</p>
</div></div>
<div id="comments" class="comments-area"><h2>3 thoughts on this</h2><ol><li><p>I could not agree
less, and my three children, who are engineers, could not either.</p></li><li><p>The library has
longer hours since that term, which may be the whole of the reason.</p></li></ol></div></div>
<div id="secondary" class="widget-area sidebar"><h3>Recent posts</h3><ul><li>Gold stars</li>
<li>Spelling</li></ul><form><label>Subscribe by email</label></form></div></div>
<div id="colophon" class="site-footer">Proudly made with chalk. All rights reserved.</div></div>
</body></html>"""
