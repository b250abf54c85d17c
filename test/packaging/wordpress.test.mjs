// SPDX-License-Identifier: Apache-2.0
// The WordPress plugin: PHP takes every file where it is installed, and with stand-ins for WordPress the
// pages get what they should.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const home = join(root, "packaging/wordpress/consentry");
const files = readdirSync(home).filter((name) => name.endsWith(".php"));
const php = spawnSync("php", ["--version"]).status === 0;

test("no file does anything when it is asked for by itself, and every function has the plugin's name", () => {
  for (const name of files) {
    const text = readFileSync(join(home, name), "utf8");
    assert.match(text, /if \( ! defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \) \{\n\texit;/, name);
    for (const [, own] of text.matchAll(/^function (\w+)/gm)) assert.match(own, /^consentry_/);
  }
});

test("header and readme tell the same version and licence", () => {
  const header = readFileSync(join(home, "consentry.php"), "utf8");
  const readme = readFileSync(join(home, "readme.txt"), "utf8");
  assert.equal(header.match(/Version: (\S+)/)[1], readme.match(/Stable tag: (\S+)/)[1]);
  assert.match(readme, /License: Apache-2.0/);
});

test("PHP takes every file", { skip: !php && "php is not installed" }, () => {
  for (const name of files) {
    const { status, stdout } = spawnSync("php", ["-l", join(home, name)], { encoding: "utf8" });
    assert.equal(status, 0, stdout);
  }
});

// As much of WordPress as the plugin calls.
const STAND_INS = `<?php define('ABSPATH', '/'); $hooks = []; $settings = json_decode($argv[1], true);
function add_action($name, $call, $at = 10) { global $hooks; $hooks[$name][] = [$at, $call]; }
function add_filter($name, $call, $at = 10, $count = 1) { add_action($name, $call, $at); }
function add_shortcode($name, $call) { add_action('shortcode_' . $name, $call); }
function apply_filters($name, $value) { global $hooks; foreach ($hooks[$name] ?? [] as [, $call]) $value = $call($value); return $value; }
function get_option($name, $default) { global $settings; return $settings ?? $default; }
function plugin_basename($file) { return 'consentry/consentry.php'; }
function is_admin() { return false; } function esc_url($url) { return htmlspecialchars($url); } function esc_html__($text) { return $text; }
function __return_true() { return true; } function untrailingslashit($text) { return rtrim($text, '/'); }
function esc_url_raw($url, $schemes) { return preg_match('#^https?://#', $url) ? $url : ''; } function add_settings_error() { echo 'refused '; } function __($text) { return $text; }
function wp_enqueue_script($handle, $src) { echo "enqueued $src "; }
require $argv[2]; `;

function page(settings, code) {
  const { status, stdout, stderr } = spawnSync("php", ["-d", "display_errors=stderr", "-r", STAND_INS.slice(6) + code, "--", JSON.stringify(settings), join(home, "consentry.php")], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  return stdout;
}
const hook = (name) => `foreach ($hooks['${name}'] as [$at, $call]) { $call(); }`;
const SET_UP = { address: "https://consent.example/", site: "shop", autoblock: true, link: true };

test("the head begins with the tag, and the foot has what works without scripts", { skip: !php && "php is not installed" }, () => {
  assert.equal(page(SET_UP, `echo $hooks['wp_head'][0][0] === PHP_INT_MIN ? 'first ' : ''; ${hook("wp_head")}`),
    'first <script src="https://consent.example/t/shop.js" data-no-optimize="1" data-no-defer="1" data-cfasync="false"></script>\n<meta http-equiv="Content-Security-Policy" content="base-uri *">\n');
  assert.match(page(SET_UP, hook("wp_footer")), /<noscript><a href="https:\/\/consent\.example\/t\/shop\.html">.*href="#consentry-open"/);
  assert.equal(page({}, hook("wp_head") + hook("wp_footer")), "");
});

test("the WP Consent API is told who manages consent, and that it is asked for", { skip: !php && "php is not installed" }, () => {
  assert.equal(page(SET_UP, "echo apply_filters('wp_get_consent_type', 'optout'), (int) apply_filters('wp_consent_api_registered_consentry/consentry.php', false);"), "optin1");
  assert.equal(page({}, "echo apply_filters('wp_get_consent_type', 'optout');"), "optout");
});

test("the declaration has its script, and settings keep only addresses and ids", { skip: !php && "php is not installed" }, () => {
  assert.equal(page(SET_UP, "echo consentry_declaration();"), "enqueued https://consent.example/d/shop.js <div data-consent-declaration></div>");
  assert.equal(page(SET_UP, `echo json_encode(consentry_sanitize(['address' => 'javascript:alert(1)', 'site' => '../x', 'link' => '1']));`),
    'refused {"address":"","site":"shop","autoblock":false,"link":true}');
});
