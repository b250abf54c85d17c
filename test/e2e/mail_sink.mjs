// SPDX-License-Identifier: Apache-2.0
// A mail server that takes everything (RFC 5321, as much as a sender needs) and shows it to a test.
import { createServer } from "node:net";

const LONGEST_WAIT_MS = 15_000;

/** The plain text of a message whose body is base64, with its headers before it. */
function readable(message) {
  const end = message.indexOf("\r\n\r\n");
  return message.slice(0, end + 4) + Buffer.from(message.slice(end + 4).replace(/\s/g, ""), "base64").toString("utf8");
}

export async function startMailSink() {
  const mails = [];
  const waiting = new Set();
  const server = createServer((socket) => {
    let rest = "";
    let to = "";
    let inData = false;
    const say = (line) => socket.write(line + "\r\n");
    say("220 sink");
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      for (;;) {
        const mark = inData ? "\r\n.\r\n" : "\r\n";
        const at = rest.indexOf(mark);
        if (at < 0) return;
        const part = rest.slice(0, at);
        rest = rest.slice(at + mark.length);
        if (inData) {
          inData = false;
          mails.push({ to, text: readable(part) });
          say("250 taken");
          for (const look of [...waiting]) look();
        } else if (part.startsWith("DATA")) {
          inData = true;
          say("354 go on");
        } else {
          if (part.startsWith("RCPT TO:")) to = part.slice(9, -1);
          say(part.startsWith("QUIT") ? "221 bye" : "250 ok");
        }
      }
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${server.address().port}`,
    mails,
    /** The mails, once there are so many. */
    until: (count) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`only ${mails.length} mails came`)), LONGEST_WAIT_MS);
      const look = () => {
        if (mails.length < count) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(mails);
      };
      waiting.add(look);
      look();
    }),
    stop: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections?.();
    }),
  };
}
