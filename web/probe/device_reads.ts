// SPDX-License-Identifier: Apache-2.0
// Reads of the device other than by drawing: audio, connections, hardware, screen.
import { watchConstructor, watchGetter, watchMethod, watchSetter } from "./disguise";
import { read } from "./reads";

const scope = globalThis as unknown as Record<string, { prototype: object } | undefined>;
const proto = (name: string): object | undefined => scope[name]?.prototype;

export function watchAudio(): void {
  for (const name of ["AudioContext", "OfflineAudioContext"]) {
    watchConstructor(name, () => read("audio", name));
  }
  const members: [string, string[]][] = [
    ["BaseAudioContext", ["createOscillator", "createDynamicsCompressor", "createAnalyser"]],
    ["OfflineAudioContext", ["startRendering"]],
    ["AudioBuffer", ["getChannelData", "copyFromChannel"]],
    ["AnalyserNode", ["getFloatFrequencyData", "getByteFrequencyData"]],
  ];
  for (const [owner, names] of members) {
    for (const name of names) watchMethod(proto(owner), name, () => read("audio", `${owner}.${name}`));
  }
}

export function watchConnections(): void {
  const owner = "RTCPeerConnection";
  const base = proto(owner);
  watchConstructor(owner, () => read("rtc", owner));
  for (const name of ["createDataChannel", "createOffer"]) {
    watchMethod(base, name, () => read("rtc", `${owner}.${name}`));
  }
  watchSetter(base, "onicecandidate", () => read("rtc", `${owner}.onicecandidate`));
  watchGetter(base, "localDescription", () => read("rtc", `${owner}.localDescription`));
  watchMethod(proto("Navigator"), "getBattery", () => read("battery", "Navigator.getBattery"));
  watchMethod(proto("MediaDevices"), "enumerateDevices", () => read("media-devices", "MediaDevices.enumerateDevices"));
  watchMethod(proto("NavigatorUAData"), "getHighEntropyValues", (_self, args) => {
    const hints = Array.isArray(args[0]) ? args[0].slice(0, 20).map(String).join(",") : "";
    read("ua-hints", "NavigatorUAData.getHighEntropyValues", { hints });
  });
}

export function watchHardware(): void {
  const navigator = ["hardwareConcurrency", "deviceMemory", "platform", "languages", "maxTouchPoints", "productSub", "vendor"];
  for (const owner of ["Navigator", "WorkerNavigator"]) {
    for (const name of navigator) {
      watchGetter(proto(owner), name, () => read("hardware", `${owner}.${name}`));
    }
    for (const name of ["plugins", "mimeTypes"]) {
      watchGetter(proto(owner), name, () => read("plugins", `${owner}.${name}`));
    }
  }
  for (const name of ["width", "height", "availWidth", "availHeight", "colorDepth", "pixelDepth"]) {
    watchGetter(proto("Screen"), name, () => read("screen", `Screen.${name}`));
  }
}

// https://www.w3.org/TR/webgpu/ section 4: what an adapter tells of the graphics unit.
export function watchGraphicsUnit(): void {
  for (const name of ["info", "features", "limits"]) {
    watchGetter(proto("GPUAdapter"), name, () => read("webgpu", `GPUAdapter.${name}`));
  }
  watchMethod(proto("GPUAdapter"), "requestAdapterInfo", () => read("webgpu", "GPUAdapter.requestAdapterInfo"));
}

export function watchVoices(): void {
  watchMethod(proto("SpeechSynthesis"), "getVoices", () => read("voices", "SpeechSynthesis.getVoices"));
  watchMethod(proto("Keyboard"), "getLayoutMap", () => read("keyboard", "Keyboard.getLayoutMap"));
}
