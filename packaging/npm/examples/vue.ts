// SPDX-License-Identifier: Apache-2.0
import { open } from "@consentry/tag";
import { useAllowed, useConsent } from "@consentry/tag/vue";
import { defineComponent, h } from "vue";

export const Film = defineComponent({
  props: { id: { type: String, required: true } },
  setup(props) {
    const film = useAllowed("youtube");
    const consent = useConsent();
    return () =>
      film.value
        ? h("iframe", { src: `https://www.youtube-nocookie.com/embed/${props.id}`, title: "Film" })
        : h("button", { onClick: () => void open() }, consent.value.decided ? "Films are off" : "Allow films");
  },
});
