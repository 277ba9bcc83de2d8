// The functions handed to `page.evaluate` run in the browser.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
