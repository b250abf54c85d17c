___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "consentry_tag",
  "version": 1,
  "securityGroups": [],
  "displayName": "Consentry",
  "brand": { "id": "consentry", "displayName": "Consentry" },
  "description": "Denies consent by default, applies the choice that the visitor made before, and loads the consent tag.",
  "categories": ["TAG_MANAGEMENT"],
  "containerContexts": ["WEB"]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "TEXT",
    "name": "address",
    "displayName": "Address of the tag",
    "help": "As said by consentry site publish, such as https://consent.example/t/shop.js. Leave it empty where the pages have the tag in their head, which is better: a tag manager cannot hold back what stands before it.",
    "simpleValueType": true,
    "valueValidators": [{ "type": "REGEX", "args": ["^(https://[^\\s]+\\.js)?$"], "errorMessage": "An https address that ends in .js" }]
  },
  {
    "type": "TEXT",
    "name": "marketing",
    "displayName": "Category that grants ad_storage, ad_user_data and ad_personalization",
    "simpleValueType": true,
    "defaultValue": "marketing"
  },
  {
    "type": "TEXT",
    "name": "statistics",
    "displayName": "Category that grants analytics_storage",
    "simpleValueType": true,
    "defaultValue": "statistics"
  },
  {
    "type": "TEXT",
    "name": "functional",
    "displayName": "Category that grants functionality_storage and personalization_storage",
    "simpleValueType": true,
    "defaultValue": "functional"
  },
  {
    "type": "TEXT",
    "name": "waitMs",
    "displayName": "Milliseconds that tags wait for a choice that is kept",
    "simpleValueType": true,
    "defaultValue": "500",
    "valueValidators": [{ "type": "NON_NEGATIVE_NUMBER" }]
  },
  {
    "type": "CHECKBOX",
    "name": "redact",
    "checkboxText": "Redact ads data while ad_storage is denied",
    "simpleValueType": true,
    "defaultValue": true
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

// SPDX-License-Identifier: Apache-2.0
const getCookieValues = require('getCookieValues');
const gtagSet = require('gtagSet');
const injectScript = require('injectScript');
const makeNumber = require('makeNumber');
const setDefaultConsentState = require('setDefaultConsentState');
const updateConsentState = require('updateConsentState');

const signalsOf = (isGranted) => {
  const say = (category) => isGranted(category) ? 'granted' : 'denied';
  return {
    ad_storage: say(data.marketing),
    ad_user_data: say(data.marketing),
    ad_personalization: say(data.marketing),
    analytics_storage: say(data.statistics),
    functionality_storage: say(data.functional),
    personalization_storage: say(data.functional),
    security_storage: 'granted',
  };
};

// The tag's cookie: version~time~id~granted ids with dots between them (docs/tag.md).
const keptChoice = () => {
  const kept = getCookieValues('consentry')[0];
  const parts = kept ? kept.split('~') : [];
  return parts.length === 4 ? parts[3].split('.') : undefined;
};

const state = signalsOf(() => false);
state.wait_for_update = makeNumber(data.waitMs) || 500;
setDefaultConsentState(state);
if (data.redact) gtagSet('ads_data_redaction', true);

// Without the tag there is nobody who would know whether that choice still holds.
const granted = data.address ? undefined : keptChoice();
if (granted) updateConsentState(signalsOf((category) => granted.indexOf(category) >= 0));

// With "consentMode" in its configuration the tag updates the state itself.
if (data.address) {
  injectScript(data.address, data.gtmOnSuccess, data.gtmOnFailure, 'consentry');
} else {
  data.gtmOnSuccess();
}


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": { "publicId": "access_consent", "versionId": "1" },
      "param": [{ "key": "consentTypes", "value": { "type": 2, "listItem": [
        { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }],
          "mapValue": [{ "type": 1, "string": "ad_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
        { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }],
          "mapValue": [{ "type": 1, "string": "ad_user_data" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
        { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }],
          "mapValue": [{ "type": 1, "string": "ad_personalization" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
        { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }],
          "mapValue": [{ "type": 1, "string": "analytics_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
        { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }],
          "mapValue": [{ "type": 1, "string": "functionality_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
        { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }],
          "mapValue": [{ "type": 1, "string": "personalization_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
        { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }],
          "mapValue": [{ "type": 1, "string": "security_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] }
      ] } }]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "get_cookies", "versionId": "1" },
      "param": [
        { "key": "cookieAccess", "value": { "type": 1, "string": "specific" } },
        { "key": "cookieNames", "value": { "type": 2, "listItem": [{ "type": 1, "string": "consentry" }] } }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "inject_script", "versionId": "1" },
      "param": [{ "key": "urls", "value": { "type": 2, "listItem": [{ "type": 1, "string": "https://*/t/*" }] } }]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "write_data_layer", "versionId": "1" },
      "param": [{ "key": "keyPatterns", "value": { "type": 2, "listItem": [{ "type": 1, "string": "ads_data_redaction" }] } }]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: Everything is denied before the tag is there
  code: |-
    mock('injectScript', (url, onSuccess) => onSuccess());
    runCode({ address: 'https://consent.example/t/shop.js', marketing: 'marketing', statistics: 'statistics', functional: 'functional', waitMs: '500', redact: true });
    assertApi('setDefaultConsentState').wasCalled();
    assertApi('updateConsentState').wasNotCalled();
    assertApi('gtmOnSuccess').wasCalled();
- name: A choice that is kept is applied where the pages have the tag themselves
  code: |-
    mock('getCookieValues', () => ['v~t~i~statistics.x']);
    runCode({ marketing: 'marketing', statistics: 'statistics', functional: 'functional', waitMs: '500' });
    assertApi('updateConsentState').wasCalled();
setup: ''


___NOTES___

Fire it on "Consent Initialization - All Pages".
