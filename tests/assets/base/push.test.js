import assert from "node:assert/strict";
import { test } from "node:test";
import { browserOf, bytes, whyNot } from "../../../site/assets/js/base/push.js";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";
const ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";

const ask = (told) => whyNot({ hasPush: true, userAgent: ANDROID, touches: 5, permission: "default", ...told });

test("an iPhone, or an iPad that says to be a Mac, asks for the home screen first", () => {
  assert.equal(ask({ hasPush: false, userAgent: IPHONE }), "home");
  assert.equal(ask({ hasPush: false, userAgent: MAC, touches: 5 }), "home");
  assert.equal(ask({ hasPush: true, userAgent: IPHONE }), null);
});

test("an old browser cannot, and one that was told no does not ask again", () => {
  assert.equal(ask({ hasPush: false }), "old");
  assert.equal(ask({ hasPush: false, userAgent: MAC, touches: 0 }), "old");
  assert.equal(ask({ permission: "denied" }), "denied");
  assert.equal(ask({ permission: "granted" }), null);
});

test("where one allows them again is said of the family of the browser, or of all", () => {
  const of = (userAgent, touches = 0) => browserOf({ userAgent, touches });
  const chrome = (system) => `Mozilla/5.0 (${system}) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36`;
  assert.deepEqual([of(IPHONE, 5), of(MAC, 5), of(MAC)], ["iphone", "iphone", "safari"]);
  assert.deepEqual([of(ANDROID, 5), of(chrome("Linux; Android 10; K"), 5)], ["firefox", "android"]);
  assert.deepEqual(
    [of(chrome("Windows NT 10.0")), of(chrome("Macintosh; Intel Mac OS X 10_15_7"))],
    ["chrome", "chrome"],
  );
  assert.equal(of("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 Version/17.0"), null);
});

test("the portal's key is read as browsers take it", () => {
  assert.deepEqual([...bytes("BP_-AA")], [4, 255, 254, 0]);
});
