// @ts-check
/**
 * Node.js's `registerHooks`, which 22.15 and newer have; undefined in older ones, where hooks need a thread of their own.
 * The types that are installed are those of 20: https://nodejs.org/api/module.html#moduleregisterhooksoptions
 */
import * as nodeModule from "node:module";

/**
 * @typedef {{ url: string, format?: string | null }} Resolved
 * @typedef {{ parentURL?: string | undefined }} ResolveContext
 * @typedef {(specifier: string, context: ResolveContext) => Resolved} NextResolve
 * @typedef {import("node:module").LoadFnOutput} Loaded
 * @typedef {import("node:module").LoadHookContext} LoadContext
 * @typedef {(url: string, context: LoadContext) => Loaded} NextLoad
 * @typedef {{
 *   resolve?(specifier: string, context: ResolveContext, next: NextResolve): Resolved,
 *   load?(url: string, context: LoadContext, next: NextLoad): Loaded,
 * }} Hooks
 */

export const { registerHooks } =
  /** @type {{ registerHooks?: (hooks: Hooks) => { deregister(): void } }} */
  (/** @type {unknown} */ (nodeModule));
