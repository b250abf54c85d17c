// SPDX-License-Identifier: Apache-2.0
#include "io/browser/banner_shapes.h"

namespace consentry::testing {
namespace {

const std::string kHead =
    "<!doctype html><html lang=en><meta charset=utf-8><title>Shop</title>"
    "<style>body{font:16px "
    "sans-serif;margin:0;min-height:1500px}.bar{position:fixed;left:0;right:0;"
    "bottom:0;padding:20px;background:#eee}.modal{position:fixed;inset:0;background:#0008;display:"
    "flex;"
    "align-items:center;justify-content:center}.card{background:#fff;padding:30px;width:500px}</"
    "style>"
    "<script>function "
    "pick(v){document.cookie='choice='+v;document.querySelectorAll('.b').forEach(e=>e.remove())}"
    "function el(q){return document.querySelector(q)}</script>";
const std::string kPage =
    kHead + "<body><h1>Shop</h1><p>Fine goods since 1911.</p><a href=/about>About</a>";
const std::string kText =
    "We use cookies and similar technologies to measure visits and show advertising. ";

std::string bar(const std::string& controls, const std::string& text = kText) {
  return kPage + "<div class='bar b'><p>" + text + "</p>" + controls + "</div>";
}
std::string button(const std::string& label, const std::string& value) {
  return "<button onclick=\"pick('" + value + "')\">" + label + "</button> ";
}
std::string both(const std::string& accept, const std::string& refuse) {
  return button(accept, "accepted") + button(refuse, "refused");
}

std::string in_shadow(const std::string& mode) {
  return kPage + "<div id=h class=b></div><script>const r=el('#h').attachShadow({mode:'" + mode +
         "'});r.innerHTML=`<div "
         "style='position:fixed;bottom:0;left:0;right:0;background:#ddd;padding:9px'>" +
         kText +
         "<button id=y>Accept all</button><button id=n>Reject all</button></div>`;"
         "r.getElementById('y').onclick=()=>pick('accepted');r.getElementById('n').onclick=()=>"
         "pick('refused')</script>";
}

const std::string kFrameBody =
    kHead + "<body style='min-height:0'><p>" + kText +
    "</p><button onclick=\"parent.postMessage('accepted','*')\">Accept all</button>"
    "<button onclick=\"parent.postMessage('refused','*')\">Reject all</button>";
std::string framed(const std::string& address) {
  return kPage +
         "<script>onmessage=e=>pick(e.data)</script><iframe class=b style='position:fixed;bottom:0;"
         "left:40px;width:900px;height:220px;border:2px solid' src='" +
         address + "'></iframe>";
}

std::string two_layers(const std::string& layer_two) {
  return kPage + "<div class='bar b' id=one><p>" + kText + "</p>" +
         button("Accept all", "accepted") +
         "<button onclick=\"el('#one').hidden=true;el('#two').hidden=false\">Manage "
         "settings</button></div>"
         "<div id=two hidden class=b><div class=modal role=dialog><div class=card><h2>Cookie "
         "preferences</h2>" +
         layer_two + "</div></div></div>";
}

const std::string kSaveScript =
    "<script>function "
    "save(){pick([...document.querySelectorAll('.t')].some(t=>t.checked||t.ariaChecked==='true')?"
    "'accepted':'refused')}</script>";
const std::string kSwitch =
    "<div>Marketing <span class=t role=switch tabindex=0 aria-checked=true "
    "style='display:inline-block;width:40px;"
    "height:20px;background:#080' "
    "onclick=\"this.ariaChecked=this.ariaChecked==='true'?'false':'true'\"></span></div>";
const std::string kBoxes =
    "<label><input type=checkbox checked disabled> Strictly necessary</label>"
    "<label><input type=checkbox class=t checked> Statistics cookies</label>"
    "<label><input type=checkbox class=t checked> Marketing cookies</label>";
const std::string kHiddenBoxes =
    "<style>.t{position:absolute;opacity:0;width:0;height:0}.s{display:inline-block;width:44px;"
    "height:22px;"
    "background:#2a2}</style><div><label><input type=checkbox class=t checked><span "
    "class=s></span> Statistics</label>"
    "</div><div><label><input type=checkbox class=t checked><span class=s></span> "
    "Marketing</label></div>";

std::vector<BannerShape> plain_shapes() {
  return {
      {"bar", bar(both("Accept all", "Reject all")), "refused", "accepted", "fixed"},
      {"modal",
       kPage + "<div class='modal b' role=dialog aria-modal=true><div class=card><p>" + kText +
           "</p>" + both("Allow all", "Deny") + "</div></div>",
       "refused", "accepted", "dialog"},
      {"html_dialog",
       kPage + "<dialog class=b id=d><p>" + kText + "</p>" + both("Agree", "Disagree") +
           "</dialog><script>el('#d').showModal()</script>",
       "refused", "accepted", "dialog"},
      {"popover",
       kPage + "<div popover=manual class=b id=d><p>" + kText + "</p>" + both("Accept", "Decline") +
           "</div><script>el('#d').showPopover()</script>",
       "refused", "accepted", "dialog"},
      {"flow_top",
       kHead + "<body><div class=b style='background:#ff9'>" + kText +
           both("Accept cookies", "Reject cookies") + "</div><h1>Shop</h1><p>Fine goods.</p>",
       "refused", "accepted", "flow"},
      {"flow_bottom",
       kPage + "<p style='height:1600px'>Goods</p><div class=b>" + kText +
           both("Accept cookies", "Only necessary cookies") + "</div>",
       "refused", "accepted", "flow"},
      {"sticky",
       kHead + "<body><div class=b style='position:sticky;top:0;background:#ddd'>" + kText +
           both("OK, accept all", "No, only essential") + "</div><h1>Shop</h1>",
       "refused", "accepted", "sticky"},
      {"open_shadow", in_shadow("open"), "refused", "accepted", "shadow"},
      {"closed_shadow", in_shadow("closed"), "refused", "accepted", "shadow"},
      {"iframe_same_site",
       framed("/frame"),
       "refused",
       "accepted",
       "iframe",
       {{"/frame", kFrameBody}}},
      {"iframe_other_site",
       framed("http://cmp.example/frame"),
       "refused",
       "accepted",
       "iframe",
       {{"cmp.example/frame", kFrameBody}}},
  };
}

std::vector<BannerShape> layered_shapes() {
  return {
      {"two_layer_reject",
       two_layers(button("Reject all", "refused") + button("Accept all", "accepted")), "refused",
       "accepted", "fixed"},
      {"toggles_only",
       two_layers(kSaveScript + kBoxes + "<button onclick=save()>Save my choices</button>"),
       "refused", "accepted", "fixed"},
      {"switch_roles",
       two_layers(kSaveScript + kSwitch + "<button onclick=save()>Confirm my choices</button>"),
       "refused", "accepted", "fixed"},
      {"hidden_inputs",
       two_layers(kSaveScript + kHiddenBoxes + "<button onclick=save()>Save settings</button>"),
       "refused", "accepted", "fixed"},
      {"pre_ticked_first_layer",
       kPage + kSaveScript + "<div class='bar b'><p>" + kText + "</p>" + kBoxes +
           "<button onclick=save()>Allow selection</button>" + button("Allow all", "accepted") +
           "</div>",
       "refused", "accepted", "fixed"},
      {"three_layers",
       two_layers("<button onclick=\"el('#two').hidden=true;el('#three').hidden=false\">More "
                  "options</button></div></div></div>"
                  "<div id=three hidden class=b><div class=modal role=dialog><div "
                  "class=card><p>Cookie options</p>" +
                  button("Reject all", "refused")),
       "refused", "accepted", "fixed"},
      {"toggles_that_tell_their_state",
       two_layers(kSaveScript +
                  "<label><input type=checkbox class=t onclick=\"el('#is').textContent="
                  "this.checked?'activé':'désactivé'\"> Google Analytics <span "
                  "id=is>désactivé</span></label><button onclick=save()>Save settings</button>"),
       "refused", "accepted", "fixed"},
      {"switch_for_all_others",
       two_layers(kSaveScript + kBoxes +
                  "<label><input type=checkbox id=all checked> Alle diensten in- of "
                  "uitschakelen</label><script>{const t=[...document.querySelectorAll('.t')];"
                  "t.forEach(o=>o.onchange=()=>el('#all').checked=t.every(o=>o.checked));"
                  "el('#all').onchange=()=>t.forEach(o=>o.checked=el('#all').checked)}</script>"
                  "<button onclick=save()>Save settings</button>"),
       "refused", "accepted", "fixed"},
      {"asks_for_patience",
       kPage + "<div class=b><div class=modal id=box><div class=card role=dialog><p>" + kText +
           "</p>" + button("Accept all", "accepted") +
           "<button onclick=\"el('#box').innerHTML='<div class=card>Please wait</div>';"
           "setTimeout(()=>pick('refused'),3000)\">Reject all</button></div></div></div>",
       "refused", "accepted", "dialog"},
      {"off_button_then_save",
       two_layers(
           kSaveScript + kBoxes +
           "<button onclick=\"document.querySelectorAll('.t').forEach(t=>t.checked=false)\">Reject "
           "all</button>"
           "<button onclick=save()>Save and close</button>"),
       "refused", "accepted", "fixed"},
      {"second_layer_that_names_no_subject",
       kPage + "<div class='bar b' id=one><p>" + kText + "</p>" + button("Accept all", "accepted") +
           "<button onclick=\"el('#one').hidden=true;el('#two').hidden=false\">Settings</button>"
           "</div><div id=two hidden class='bar b'><h2>Settings</h2>" +
           kSaveScript + kHiddenBoxes + "<button onclick=save()>Save my choices</button></div>",
       "refused", "accepted", "fixed"},
      {"subject_gone_with_the_first_layer",
       kPage + "<div class='bar b' id=one><p>" + kText + "</p>" + button("Agree", "accepted") +
           "<button onclick=\"el('#one').innerHTML=`<p>Options</p><button onclick=pick('refused')>"
           "Reject all</button><button onclick=pick('accepted')>Accept all</button>`\">Settings"
           "</button></div>",
       "refused", "accepted", "fixed"},
      {"replaced_in_place",
       kPage + "<div class='bar b' id=one><p>" + kText + "</p>" + button("Accept", "accepted") +
           "<a href='#' onclick=\"el('#one').innerHTML='<p>Cookie choices</p><button "
           "onclick=pick(`refused`)>Reject all</button>';return false\">Customise</a></div>",
       "refused", "accepted", "fixed"},
      // The first layer goes at once; what comes 900 ms later never names what it is about.
      {"unnamed_second_layer_after_a_gap",
       kPage + "<div class='bar b' id=one><p>" + kText + "</p>" + button("Accept all", "accepted") +
           "<button onclick=\"el('#one').hidden=true;setTimeout(()=>el('#two').hidden=false,900)\">"
           "Settings</button></div><div id=two hidden class=b><div class=modal role=dialog><div "
           "class=card><h2>Your choice</h2><p>Strictly necessary</p><p>Statistics</p>" +
           button("Accept all", "accepted") + button("Reject all", "refused") +
           button("Save selection", "saved") + "</div></div></div>",
       "refused", "accepted", "fixed"},
      {"slow_second_layer",
       kPage + "<div class='bar b' id=one><p>" + kText + "</p>" + button("Accept all", "accepted") +
           "<button "
           "onclick=\"setTimeout(()=>el('#two').hidden=false,1200)\">Settings</button></div><div "
           "id=two hidden class=b>"
           "<div class=modal role=dialog><div class=card><p>Cookie settings</p>" +
           button("Reject all", "refused") + "</div></div></div>",
       "refused", "accepted", "fixed"},
  };
}

std::vector<BannerShape> odd_controls() {
  return {
      {"after_scrolling",
       kPage +
           "<script>let come=()=>{if(scrollY<200)return;removeEventListener('scroll',come);"
           "document.body.insertAdjacentHTML('beforeend',`<div class='bar b'><p>" +
           kText + "</p>" + both("Accept all", "Reject all") +
           "</div>`)};addEventListener('scroll',come)</script>",
       "refused", "accepted", "fixed"},
      {"late",
       kPage +
           "<script>setTimeout(()=>document.body.insertAdjacentHTML('beforeend',`<div class='bar "
           "b' id=cookie-banner>" +
           kText + both("Accept all", "Reject all") + "</div>`),3000)</script>",
       "refused", "accepted", "fixed"},
      {"spans",
       bar("<span style='cursor:pointer' onclick=\"pick('accepted')\">Accept all</span> <span "
           "id=no>Reject all</span>"
           "<script>el('#no').addEventListener('click',()=>pick('refused'))</script>"),
       "refused", "accepted", "fixed"},
      {"divs_without_hint",
       bar("<div id=yes>Accept all cookies</div><div id=no>Reject all "
           "cookies</div><script>el('#yes').addEventListener("
           "'click',()=>pick('accepted'));el('#no').addEventListener('click',()=>pick('refused'))</"
           "script>"),
       "refused", "accepted", "fixed"},
      {"link_reject",
       bar(button("Accept all", "accepted") +
           "<a href='#' onclick=\"pick('refused');return false\">Continue without accepting</a>"),
       "refused", "accepted", "fixed"},
      {"reject_in_text",
       bar(button("I agree", "accepted"),
           kText + "You may also <a href='#' onclick=\"pick('refused');return false\">refuse "
                   "all</a> if you like."),
       "refused", "accepted", "fixed"},
      {"input_buttons",
       bar("<input type=button value='Accept all' onclick=\"pick('accepted')\"><input type=submit "
           "value='Reject all' onclick=\"pick('refused')\">"),
       "refused", "accepted", "fixed"},
      {"outside_box",
       bar(button("Accept all", "accepted")) +
           "<a class=b href='#' style='position:fixed;top:5px;right:5px' "
           "onclick=\"pick('refused')\">Continue without accepting</a>",
       "refused", "accepted", "fixed"},
      {"labelled_by_aria",
       bar("<button aria-label='Accept all cookies' onclick=\"pick('accepted')\"><svg width=20 "
           "height=20></svg></button>"
           "<button aria-label='Reject all cookies' onclick=\"pick('refused')\"><svg width=20 "
           "height=20></svg></button>"),
       "refused", "accepted", "fixed"},
      {"close_without_accepting",
       bar("<button aria-label='Continue without accepting' "
           "style='position:absolute;top:2px;right:2px' onclick=\"pick('refused')\">×</button>" +
           button("Accept all", "accepted")),
       "refused", "accepted", "fixed"},
      {"reload_after_choice",
       kPage +
           "<script>if(!document.cookie.includes('choice='))document.write(`<div class='bar b'>" +
           kText +
           "<button onclick=\"pick('accepted');location.reload()\">Accept all</button><button "
           "onclick=\"pick('refused');location.reload()\">Reject all</button></div>`)</script>",
       "refused", "accepted", "fixed"},
      {"covered_by_curtain",
       kPage + "<div class='modal b' id=cmp-wrapper><div class=card><p>" + kText + "</p>" +
           both("Accept all", "Reject all") + "</div></div>",
       "refused", "accepted", "fixed"},
      {"uppercase_style",
       bar("<style>button{text-transform:uppercase}</style>" +
               both("Αποδοχή όλων", "Απόρριψη όλων"),
           "Χρησιμοποιούμε cookies για στατιστικά και διαφημίσεις."),
       "refused", "accepted", "fixed"},
      {"subscribe_instead",
       bar(button("Accept all", "accepted") + button("Reject and subscribe", "paid")), "",
       "accepted", "fixed"},
      {"wall",
       kPage + "<div class='modal b' role=dialog><div class=card><p>" + kText + "</p>" +
           button("Accept", "accepted") + "</div></div>",
       "", "accepted", "dialog"},
      {"notice_only",
       bar(button("OK", "accepted"), "This site uses cookies. By going on you agree."), "",
       "accepted", "fixed"},
  };
}

std::vector<BannerShape> languages() {
  return {
      {"nl", bar(both("Ja, prima", "Liever niet"), "Wij gebruiken cookies. Mag dat van jou?"),
       "refused", "accepted", "fixed"},
      {"de",
       bar(both("Zustimmen", "Weiter ohne Zustimmung"),
           "Wir verwenden Cookies und verarbeiten personenbezogene Daten."),
       "refused", "accepted", "fixed"},
      {"fr",
       bar(both("J’accepte", "Continuer sans accepter"), "Nous utilisons des cookies et traceurs."),
       "refused", "accepted", "fixed"},
      {"pl",
       bar(both("Zgadzam się", "Tylko niezbędne"),
           "Używamy plików cookie. Twoja zgoda jest dobrowolna."),
       "refused", "accepted", "fixed"},
      {"fi", bar(both("Hyväksy kaikki", "Vain välttämättömät"), "Käytämme evästeitä."), "refused",
       "accepted", "fixed"},
      {"hu", bar(both("Elfogadom", "Elutasítom"), "Weboldalunk sütiket használ."), "refused",
       "accepted", "fixed"},
      {"bg", bar(both("Приемам", "Отказвам"), "Използваме бисквитки."), "refused", "accepted",
       "fixed"},
  };
}

std::vector<BannerShape> no_banners() {
  return {
      {"no_banner", kPage, "", "", ""},
      {"newsletter",
       kPage +
           "<div class='modal b' role=dialog><div class=card><h2>Sign up for our "
           "newsletter</h2><p>10 % discount. See our "
           "cookie and privacy policy.</p><input type=email><button "
           "onclick=\"pick('signed')\">Subscribe</button>" +
           button("No thanks", "refused") + "</div></div>",
       "", "", ""},
      {"age_gate",
       kPage +
           "<div class='modal b' role=dialog><div class=card><p>Are you over 18 years of age? We "
           "use a cookie to remember your age.</p>" +
           button("Yes", "adult") + button("No", "minor") + "</div></div>",
       "", "", ""},
      {"cookie_policy",
       kHead + "<body><main><h1>Cookie policy</h1><p>" + kText + kText +
           "</p><p>You can accept or refuse cookies in your browser.</p>"
           "<a href=/contact>Contact</a><button>Print</button></main>",
       "", "", ""},
      {"reopen_link_only",
       kPage + "<footer><a href='#' onclick=\"pick('opened')\">Cookie settings</a> <a "
               "href=/privacy>Privacy</a></footer>",
       "", "", ""},
      {"sticky_navigation",
       kHead +
           "<body><nav style='position:sticky;top:0;background:#fff'><a href=/cookies>Cookie "
           "recipes</a> <a href=/b>Settings</a> <button>Close menu</button></nav><h1>Bakery</h1>",
       "", "", ""},
      {"language_choice",
       kPage +
           "<div class='modal b' role=dialog><div class=card><p>Choose your country and "
           "language.</p>" +
           button("Continue", "x") + button("No, thanks", "y") + "</div></div>",
       "", "", ""},
  };
}

}  // namespace

std::vector<BannerShape> banner_shapes() {
  std::vector<BannerShape> all;
  for (auto list : {plain_shapes(), layered_shapes(), odd_controls(), languages(), no_banners()}) {
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
}

}  // namespace consentry::testing
