// SPDX-License-Identifier: Apache-2.0
// As much of the types of React and Vue as the package and its examples use, so that they can be checked
// without installing either.
declare module "react" {
  export type ReactNode = unknown;
  export function useSyncExternalStore<T>(subscribe: (changed: () => void) => () => void, now: () => T, server: () => T): T;
}
declare module "react/jsx-runtime" {
  export namespace JSX {
    type Element = unknown;
    type ElementType = string | ((props: any) => unknown);
    interface IntrinsicElements {
      [name: string]: Record<string, unknown>;
    }
    interface ElementChildrenAttribute {
      children: unknown;
    }
  }
  export const jsx: unknown;
  export const jsxs: unknown;
  export const Fragment: unknown;
}
declare module "vue" {
  export interface ShallowRef<T> {
    value: T;
  }
  export interface ComputedRef<T> {
    readonly value: T;
  }
  export function h(name: string, properties: object, children?: string): object;
  export function defineComponent<Props extends Record<string, { type: StringConstructor; required: true }>>(options: {
    props: Props;
    setup(props: { [Name in keyof Props]: string }): () => object;
  }): object;
}
