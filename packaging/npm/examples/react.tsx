// SPDX-License-Identifier: Apache-2.0
import { open } from "@consentry/tag";
import { Consented, useConsent } from "@consentry/tag/react";

export function Footer() {
  const { decided, granted } = useConsent();
  return (
    <footer>
      <button onClick={() => void open()}>Privacy choice</button>
      {decided && <small>Granted: {granted.join(", ") || "nothing"}</small>}
    </footer>
  );
}

export function Film({ id }: { id: string }) {
  return (
    <Consented to="youtube" otherwise={<button onClick={() => void open()}>Allow films</button>}>
      <iframe src={`https://www.youtube-nocookie.com/embed/${id}`} title="Film" />
    </Consented>
  );
}
