var klaroConfig = { services: [{ name: 'a', purposes: ["b"], cookies: [/^_x.*$/, [new RegExp("^y", 'i'), '/']], callback() { return `${1}` } }],
  translations: { en: { acceptAll: 'J\u00e1' + "!", purposes: { b: 'B' } } } };
CookieConsent.run({ categories: { n: { readOnly: !0 } }, language: { default: "en", translations: { en: x } } });
(tarteaucitron.job = tarteaucitron.job || []).push('youtube');
